import type { AsPerson } from '../support/asPerson';
import { keptPromises } from '../support/keptPromises';
import { type Death, killedAt } from '../support/kill';
import { type Scenario, scenario } from '../support/scenario';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

/** What happens up to the moment, then what happens in the process that dies, then what must be true. */
interface Killed {
  readonly name: string;
  readonly at: (world: Scenario) => Pick<Death, 'service' | 'route'>;
  readonly play: (world: Scenario, name: string, dies: (act: () => Promise<unknown>) => Promise<void>) => Promise<void>;
}

/** As `sharedSecret`; nothing is left to tell its owner when something is to die. */
async function shared(world: Scenario, name: string): Promise<string> {
  const reference = await sharedSecret(world, { name });
  await world.personal('megan').sees('made you its owner', name);
  return reference;
}

const messageTo = (method: 'POST' | 'PUT', key: string) => (world: Scenario) => {
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

/** Nora makes Lee the pre-approved owner of what is Megan's; both are told, and Lee can look once. */
async function handedOver(...[world, name, dies]: Parameters<Killed['play']>): Promise<void> {
  const reference = await shared(world, name);
  const nora = world.personal('nora');
  await nora.say(`share ${reference}`);
  const form = await nora.seesButton('Save', name);
  const owner = world.sandbox.world.person('lee').objectId;
  await dies(() => nora.press(form, 'Save', { owner, preApprove: 'true' }));
  const [lee, megan] = [world.personal('lee'), world.personal('megan')];
  await lee.sees('made you the owner', name);
  await megan.sees(name, 'Lee Tanaka');
  expect(megan.countOf('no longer yours', name)).toBeLessThanOrEqual(2);
  await opensOnce(world, lee, name);
}

const effects: readonly Killed[] = [
  {
    name: 'a request, at the approval card',
    at: messageTo('POST', 'megan'),
    play: async (world, name, dies) => {
      const reference = await shared(world, name);
      const lee = world.personal('lee');
      await dies(() => ask(lee, reference, `why ${name}`));
      const megan = world.personal('megan');
      await megan.press(await asked(megan, `why ${name}`), 'Approve');
      expect(megan.countOf(`why ${name}`)).toBeLessThanOrEqual(2);
      await opensOnce(world, lee, name);
    },
  },
  {
    name: 'a request, at the card of who asks',
    at: messageTo('POST', 'lee'),
    play: async (world, name, dies) => {
      const reference = await shared(world, name);
      const lee = world.personal('lee');
      await dies(() => lee.say(`request ${reference} for 4h because why ${name}`));
      // The command was not answered, and is told all the same.
      await lee.sees('Your request waits for a decision', `why ${name}`);
      expect(lee.countOf('Your request waits for a decision', `why ${name}`)).toBeLessThanOrEqual(2);
      await asked(world.personal('megan'), `why ${name}`);
    },
  },
  {
    name: 'a decision, at the card that opens the value',
    at: messageTo('POST', 'lee'),
    play: async (world, name, dies) => {
      const reference = await shared(world, name);
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
    name: 'a decision, at the requester’s notice',
    at: messageTo('PUT', 'lee'),
    play: async (world, name, dies) => {
      const reference = await shared(world, name);
      const [lee, megan] = [world.personal('lee'), world.personal('megan')];
      await ask(lee, reference, `why ${name}`);
      const card = await asked(megan, `why ${name}`);
      await dies(() => megan.press(card, 'Deny', { reason: 'Use the pipeline' }));
      await lee.sees('Denied', name, 'Use the pipeline');
      expect(lee.countOf('Denied', name)).toBe(1);
      expect(lee.countOf('You have access', name)).toBe(0);
    },
  },
  {
    name: 'a reveal, at the read from the vault',
    at: () => ({ service: 'keyVault', route: 'GET /secrets/' }),
    play: async (world, name, dies) => {
      const reference = await shared(world, name);
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
  {
    name: 'a reveal, at the card that says it was shown',
    at: messageTo('PUT', 'lee'),
    play: async (world, name, dies) => {
      const reference = await shared(world, name);
      const lee = world.personal('lee');
      const carrier = await grant(world, { holder: lee, approver: 'megan', reference, name });
      await lee.sees('approved your request', name);
      await dies(() => lee.reveal(carrier).catch(() => undefined));
      const shown = await lee.sees(name, 'not confirmed as stored');
      expect(shown.id).toBe(carrier.id);
      const again = await lee.openDialog(carrier, 'Reveal').catch((error: Error) => error.message);
      expect(JSON.stringify(again)).not.toContain(world.sandbox.world.secretMarker);
    },
  },
  {
    name: 'a hand-over, at the new owner’s card',
    at: messageTo('POST', 'lee'),
    play: handedOver,
  },
  {
    name: 'a hand-over, at the old owner’s card',
    at: messageTo('POST', 'megan'),
    play: handedOver,
  },
];

describe('a bot that is killed while people share', () => {
  const world = scenario();
  const kept = keptPromises(world);

  // Everybody has a chat with the bot, and nothing is left to tell, before anything dies.
  beforeAll(async () => {
    for (const key of ['alex', 'megan', 'lee', 'nora']) {
      await world.personal(key).say('help');
      await world.personal(key).sees('What SecretBot can do');
    }
  }, 60_000);

  describe.each(effects)('in $name', ({ name, at, play }) => {
    it.each(['before', 'after'] as const)(
      'right %s it: nothing is lost, nothing opens twice',
      async (moment) => {
        const secret = `Shared ${moment} ${name}`;
        await play(world, secret, (act) =>
          killedAt(world, { ...at(world), moment }, () => act().catch(() => undefined)),
        );
        kept().created(secret, true);
        await kept().hold();
      },
      60_000,
    );
  });
});
