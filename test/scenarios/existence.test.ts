import { readingOf } from '../support/asPerson';
import { scenario } from '../support/scenario';

/*
 * On the wire: what somebody may not see is answered like what does not exist, after the same calls of Entra and the
 * vaults. test/bot/parity.test.ts has every button and every id; this is the whole bot.
 */

const world = scenario();
const NOT_THERE = 'sb-00000000';
const OUTSIDE = ['graph.microsoft.com', 'login.microsoftonline.com', 'vault.azure.net'];

describe('A secret that Lee may not see', () => {
  let reference: string;

  beforeAll(async () => {
    await world.personal('alex').create({ application: 'Payroll API', name: 'Hidden', vault: true });
    const created = await world.personal('alex').sees('Created', 'Hidden');
    reference = /sb-[0-9A-Z]{8}/.exec(readingOf(created))?.[0] ?? '';
    await world.personal('lee').say('help');
    await world.personal('lee').sees('What SecretBot can do');
  });

  it.each(['show', 'delete', 'share', 'request'])('is to “%s” what does not exist', async (verb) => {
    const hidden = await asked(`${verb} ${reference}`);
    const notThere = await asked(`${verb} ${NOT_THERE}`);
    expect(hidden.calls.length).toBeGreaterThan(0);
    expect(hidden).toEqual(notThere);
  });

  /** What Lee is answered, without the reference; and what was asked outside for it, when nothing is remembered. */
  async function asked(text: string) {
    const lee = world.personal('lee');
    const { clock, journal } = world.sandbox.world;
    await clock.skip(6 * 60_000);
    const before = lee.messages().length;
    const calls: string[] = [];
    const stopListening = journal.observe(({ direction, host, method, path }) => {
      if (direction === 'fromBot' && OUTSIDE.some((one) => host.endsWith(one)))
        calls.push(`${method} ${host}${path.replace(/(applications)\/[\w-]{36}/, '$1/…')}`);
    });
    await lee.say(text);
    const answers = await world.sandbox.teams.simulator.waitFor(
      () => {
        const said = lee.messages().slice(before + 1);
        return said.length > 0 ? said : undefined;
      },
      { what: `an answer to ${text}` },
    );
    stopListening();
    const unnamed = (said: string): string =>
      said.replaceAll(reference, 'the reference').replaceAll(NOT_THERE, 'the reference');
    return { answers: answers.map((message) => unnamed(readingOf(message))), calls };
  }
});
