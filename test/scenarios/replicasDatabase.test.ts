import { textOf } from '../support/cardText';
import { describeReplicas } from '../support/replicas';
import { Wholeness } from '../support/wholeness';

const AWAY_MS = 10_000;
/** Few enough that nobody is told to slow down. */
const ROUNDS = 4;
/** What is said where the bot can say something; else it answers 503 and Teams says that it is not there. */
const FRIENDLY = /SecretBot's storage did not answer/;

describeReplicas('a database that goes away for ten seconds', (world, replicas) => {
  it('costs errors that say so; nothing is lost, doubled or ended by it', async () => {
    const wholeness = new Wholeness(world, replicas);
    const { bot, database, teams, world: contoso } = world.sandbox;
    const { simulator } = teams;
    const pids = bot.all.map(({ pid }) => pid);
    const alex = world.personal('alex');
    const megan = world.personal('megan');
    const carrier = await alex.create({ application: 'Build Pipeline', name: 'Shown after', vault: true });
    const opened = await alex.openDialog(carrier, 'Reveal');
    if (opened.kind !== 'dialog') throw new Error('no dialog opened');
    await alex.create({ application: 'Warehouse Sync', name: 'Deleted after', vault: true });
    await alex.say('delete Deleted after');
    const question = await alex.sees('Delete Deleted after?');
    const wizard = await alex.fillIn({ application: 'Status Page', name: 'Created after', vault: true });
    // A create whose credential is being added while the database goes.
    const halfway = await megan.fillIn({ application: 'HR Onboarding', name: 'Half made', vault: true });
    const slow = { kind: 'delay', milliseconds: 1_000 } as const;
    contoso.faults.switchOn({ service: 'graph', route: 'addPassword', fault: slow, times: 1 }, 'slow');
    await megan.press(halfway, 'Submit');
    await simulator.waitFor(() => contoso.faults.list().some(({ id, hits }) => id === 'slow' && hits > 0), {
      what: 'the credential to be asked for',
    });

    await database?.server.stop('immediate');
    const until = Date.now() + AWAY_MS;
    for (let round = 0; round < ROUNDS; round += 1) {
      const answers = await Promise.all([
        simulator.click('alex', wizard.id, { title: 'Submit' }),
        simulator.click('alex', question.id, { title: 'Delete' }, { typedName: 'Deleted after' }),
      ]);
      for (const { status, body } of answers) {
        expect([200, 503]).toContain(status);
        if (status === 200) expect(wordsOf(body)).toMatch(FRIENDLY);
      }
      const shown = await alex.pressInDialog(opened.dialog, 'Show value');
      expect(JSON.stringify(shown)).not.toContain(contoso.secretMarker);
      // An answer is remembered for a second, and the load balancer may have asked just before.
      while ((await statusesOf('readyz')).includes(200));
      expect(await statusesOf('healthz')).toEqual([200, 200]);
    }
    while (Date.now() < until) expect(await statusesOf('readyz')).toEqual([503, 503]);
    await database?.server.start();
    while ((await statusesOf('readyz')).includes(503));

    expect(bot.all.map(({ pid }) => pid)).toEqual(pids);
    expect((await alex.reveal(carrier)).value).toContain(contoso.secretMarker);
    await alex.press(wizard, 'Submit');
    await alex.press(question, 'Delete', { typedName: 'Deleted after' });
    await alex.carrierOf('Created after');
    await wholeness.settled();
    await wholeness.check(2);
    const outcomes = await wholeness.outcomes();
    expect(outcomes.get('Created after')).toBe('done');
    expect(await megan.seesOutcome('Half made', 0)).toBe(
      outcomes.get('Half made') === 'done' ? 'Created' : 'Not created',
    );
    expect(world.credentialsOn('Warehouse Sync')).toEqual([]);

    function statusesOf(page: string): Promise<readonly number[]> {
      return Promise.all(bot.all.map(async ({ url }) => (await fetch(`${url}/${page}`)).status));
    }
  }, 120_000);
});

/** What an answer to a click says, be it a card or a short message. */
function wordsOf(body: unknown): string {
  const { value } = (body ?? {}) as { value?: Record<string, unknown> | string };
  return typeof value === 'string' ? value : textOf(value);
}
