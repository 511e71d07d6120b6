import type { Sandbox, SandboxOptions } from '../../sandbox/startSandbox';
import { AsPerson } from './asPerson';
import { type Canary, type Leak, watchForLeaks } from './canary';
import { startSandbox } from './startSandbox';
import { swept } from './sweeps';

/** A sandbox for one file of scenarios, watched by the canary from the start. */
export interface Scenario {
  readonly sandbox: Sandbox;
  /** How many values and ticket keys the canary has seen pass. */
  passed(): { readonly values: number; readonly keys: number };
  /** Shows the canary what an operator's tool printed. */
  printed(tool: string, text: string): void;
  /** The person in their personal chat with the bot. */
  personal(key: string): AsPerson;
  /** The person in the group chat. */
  inGroup(key: string): AsPerson;
  /** The person in the team's channel. */
  inChannel(key: string): AsPerson;
  /** Lets the world's time pass, half a minute and a sweep at a time, until `probe` finds something. @throws when it never does */
  passUntil<T>(probe: () => Promise<T | undefined>): Promise<T>;
  /** Names of the credentials that Entra has on an application now. */
  credentialsOn(application: string): string[];
  /** Names of the entries that a location's vault holds, deleted ones left out. */
  vaulted(location: 'prod' | 'dev'): string[];
}

/** Starts a sandbox before the file's scenarios; after them nothing secret may be anywhere, and everything is stopped. */
export function scenario(options: SandboxOptions = {}): Scenario {
  let sandbox: Sandbox | undefined;
  let canary: Canary | undefined;
  const running = (): Sandbox => {
    if (!sandbox) throw new Error('the sandbox is not running');
    return sandbox;
  };

  beforeAll(async () => {
    sandbox = await startSandbox(options);
    canary = watchForLeaks(sandbox);
  }, 180_000);

  afterAll(async () => {
    const whileRunning = await canary?.leaks();
    let afterTheEnd: readonly Leak[] | undefined;
    await sandbox?.stop(async () => {
      afterTheEnd = await canary?.leaks();
    });
    expect(whileRunning).toEqual([]);
    expect(afterTheEnd).toEqual([]);
  }, 60_000);

  const place = (key: string, conversationId: string): AsPerson => new AsPerson(running(), key, conversationId);
  return {
    get sandbox() {
      return running();
    },
    passed: () => canary?.seen() ?? { values: 0, keys: 0 },
    printed: (tool, text) => canary?.printed(tool, text),
    personal: (key) => place(key, running().teams.simulator.personalChat(key)),
    inGroup: (key) => place(key, running().teams.simulator.groupChat()),
    inChannel: (key) => place(key, running().teams.simulator.channel('Deployments')),
    passUntil: (probe) => passUntil(running(), probe),
    credentialsOn: (application) =>
      running()
        .world.application(application)
        .credentials.filter((credential) => credential.removedAt === undefined)
        .map((credential) => credential.displayName ?? '(no name)'),
    vaulted: (location) => entriesOf(running(), location),
  };
}

function entriesOf(sandbox: Sandbox, locationId: string): string[] {
  const { vaultUrl } = sandbox.world.locations.find((location) => location.id === locationId) ?? { vaultUrl: '' };
  const vault = sandbox.world.vaults.find(({ host }) => vaultUrl.endsWith(host));
  return [...(vault?.secrets.values() ?? [])]
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map(({ name }) => name);
}

/** Shorter than any lease, so that time passes for whoever waits and nothing looks abandoned; for the first minutes. */
const STEP_MS = 31_000;
const SHORT_STEPS = 8;
/** What is still waited for then is looked at again only now and then, and nobody works on it in between. */
const LONG_STEP_MS = 4 * 60_000;

async function passUntil<T>({ world, bot }: Sandbox, probe: () => Promise<T | undefined>): Promise<T> {
  for (let step = 0; step < 30; step += 1) {
    const found = await probe();
    if (found !== undefined) return found;
    await swept(bot.all, () => world.clock.skip(step < SHORT_STEPS ? STEP_MS : LONG_STEP_MS));
  }
  throw new Error('what was waited for did not come in more than an hour of the world');
}
