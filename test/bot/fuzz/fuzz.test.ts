import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import type { Person } from '../../../src/domain/actor';
import { DomainError } from '../../../src/domain/errors';
import { objectsIn } from '../testBot';
import { bodyOf, type FuzzInput, fuzzInputs } from './fuzzInputs';
import { faultsOfAnswer, faultsOfMessage } from './fuzzOracle';
import { FuzzWorld, MARKS } from './fuzzWorld';

/** `FUZZ_SECONDS=600 FUZZ_SEED=… npx jest test/bot/fuzz` looks longer, or at the same again. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 20);
const SEED = process.env['FUZZ_SEED'];
/** A regular expression that runs wild would hold everybody up for longer than this, even on a busy machine. */
const LONGEST_BLOCK_MS = 5_000;

describe('whatever arrives', () => {
  let world: FuzzWorld;
  /** The newest ids that the person was shown, by their name in card data. */
  let shown: Map<string, string>;

  beforeEach(async () => {
    world = await FuzzWorld.start();
    shown = new Map();
  });
  afterEach(() => world.bot.stop());

  /** Sends one input as this person. @returns what is wrong with what came of it */
  async function faultsOf(person: Person, input: FuzzInput, foreign: readonly string[]): Promise<readonly string[]> {
    const { bot } = world;
    bot.logged.length = 0;
    bot.thrown.length = 0;
    bot.chat.connector.received.length = 0;
    const body = bodyOf(bot.activity(person, input.where), input, shown);
    const answer = await bot.post(body, { Authorization: `Bearer ${bot.issuer.token()}` });
    const seen = bot.chat.connector.received.filter(({ url }) => isSeenBy(person, url));
    for (const item of objectsIn([answer.body, ...seen.map((message) => message.body)])) {
      for (const [name, id] of Object.entries(item)) if (typeof id === 'string') shown.set(name, id);
    }
    const read = [answer.text, ...seen.map((message) => JSON.stringify(message.body))].join('\n');
    return [
      ...faultsOfAnswer(answer),
      ...bot.chat.connector.received.flatMap((message) => faultsOfMessage(message.body)),
      ...bot.thrown
        .filter((error) => !(error instanceof DomainError))
        .map((error) => `a fault of ours: ${stackOf(error)}`),
      ...foreign.filter((mark) => read.includes(mark)).map((mark) => `${mark} was seen by ${person.displayName}`),
      ...bot.openly.map(({ body: open }) => JSON.stringify(open)).filter((open) => /MarkOf|CANARY/.test(open)),
      ...(bot.logged.some((line) => /MarkOf|CANARY/.test(line)) ? ['the log says what is in secrets'] : []),
    ];
  }

  async function look(person: Person, foreign: readonly string[]): Promise<void> {
    const delay = monitorEventLoopDelay({ resolution: 20 });
    delay.enable();
    const property = fc.asyncProperty(fuzzInputs(world.loot), async (input) => {
      expect(await faultsOf(person, input, foreign)).toEqual([]);
    });
    await fc.assert(property, {
      numRuns: 1_000_000,
      interruptAfterTimeLimit: SECONDS * 1_000,
      markInterruptAsFailure: false,
      ...(SEED !== undefined && { seed: Number(SEED) }),
    });
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(LONGEST_BLOCK_MS);
  }

  const timeLimit = SECONDS * 3_000 + 60_000;

  it(
    'from somebody who owns nothing is refused or answered by a whole card, shows nothing of anybody’s, and changes none of it',
    async () => {
      const before = await world.othersThings();
      await look(world.bot.tenant.lee, [...Object.values(MARKS), 'CANARY']);
      expect(await world.othersThings()).toEqual(before);
    },
    timeLimit,
  );

  it(
    'from somebody with secrets of their own shows nothing of anybody else’s',
    async () => {
      await look(world.bot.tenant.alex, [MARKS.megan, MARKS.elsewhere]);
    },
    timeLimit,
  );

  it('is refused with 413 where it is a megabyte, wherever in it that is', async () => {
    const huge = 'x'.repeat(1024 * 1024);
    const { bot } = world;
    for (const name of ['text', 'locale', 'name', 'channelId', 'entities', 'value']) {
      const body = JSON.stringify({ ...bot.activity(bot.tenant.lee), type: 'message', [name]: huge });
      const { status } = await bot.post(body, { Authorization: `Bearer ${bot.issuer.token()}` });
      expect(status).toBe(413);
    }
  });
});

function stackOf(error: unknown): string {
  return error instanceof Error ? String(error.stack) : String(error);
}

/** Personal chats here are named by the first name; a targeted message has its reader in its body only. */
function isSeenBy(person: Person, url: string): boolean {
  const name = person.displayName.split(' ')[0]?.toLowerCase();
  return url.includes(`a%3A${name}`) || !url.includes('a%3A');
}
