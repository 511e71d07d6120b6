import type { AsPerson } from '../support/asPerson';
import { type Death, killedAt } from '../support/kill';
import { type Scenario, scenario } from '../support/scenario';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

/** What happens up to the moment, then what happens in the process that dies, then what must be true. */
interface Killed {
  readonly name: string;
  readonly moments: readonly Death['moment'][];
  readonly at: (world: Scenario) => Pick<Death, 'service' | 'route'>;
  readonly play: (world: Scenario, name: string, dies: (act: () => Promise<unknown>) => Promise<void>) => Promise<void>;
}

const messageTo = (method: 'POST', key: string) => (world: Scenario) => {
  const { pathname } = new URL(world.sandbox.world.serviceUrl);
  const route = `${method} ${pathname}v3/conversations/${world.personal(key).conversationId}/activities`;
  return { service: 'connector', route } as const;
};

/** The value opens, once: a second click on the same card gives nothing. */
async function opensOnce(world: Scenario, person: AsPerson, name: string): Promise<void> {
  const carrier = await person.carrierOf(name);
  const { value } = await person.reveal(carrier);
  expect(value).toContain(world.sandbox.world.secretMarker);
  await person.sees(name, 'not confirmed as stored');
}

const effects: readonly Killed[] = [
  {
    name: 'a decision, at the card that opens the value',
    moments: ['after'],
    at: messageTo('POST', 'lee'),
    play: async (world, name, dies) => {
      const reference = await sharedSecret(world, { name });
      const [lee, megan] = [world.personal('lee'), world.personal('megan')];
      await ask(lee, reference, `why ${name}`);
      const card = await asked(megan, `why ${name}`);
      await dies(() => megan.press(card, 'Approve'));
      await megan.sees('Approved', name);
      await lee.sees('approved your request', name);
      await opensOnce(world, lee, name);
      expect(lee.countOf(name, 'not confirmed as stored') + lee.countOf('You have access', name)).toBeLessThanOrEqual(
        2,
      );
    },
  },
  {
    name: 'a reveal, at the read from the vault',
    moments: ['before', 'after'],
    at: () => ({ service: 'keyVault', route: 'GET /secrets/' }),
    play: async (world, name, dies) => {
      const reference = await sharedSecret(world, { name });
      const lee = world.personal('lee');
      const carrier = await grant(world, { holder: lee, approver: 'megan', reference, name });
      const opened = await lee.openDialog(carrier, 'Reveal');
      if (opened.kind !== 'dialog') throw new Error('no dialog opened');
      let answer: unknown;
      await dies(async () => {
        answer = await lee.pressInDialog(opened.dialog, 'Show value');
      });
      expect(JSON.stringify(answer)).not.toContain(world.sandbox.world.secretMarker);
      // Nothing was claimed: it can still be seen, once.
      await opensOnce(world, lee, name);
    },
  },
];

describe('a bot that is killed while people share', () => {
  const world = scenario();

  // Everybody has a chat with the bot, and nothing is left to tell, before anything dies.
  beforeAll(async () => {
    for (const key of ['alex', 'megan', 'lee', 'nora']) {
      await world.personal(key).say('help');
      await world
        .personal(key)
        .sees('What I can do')
        .catch(() => undefined);
    }
  }, 60_000);

  describe.each(effects)('in $name', ({ name, moments, at, play }) => {
    it.each(moments)(
      'right %s it: nothing is lost, nothing opens twice',
      async (moment) => {
        await play(world, `Shared ${moment} ${name}`, (act) =>
          killedAt(world, { ...at(world), moment }, () => act().catch(() => undefined)),
        );
      },
      60_000,
    );
  });
});
