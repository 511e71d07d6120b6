import type { CardView } from './cardView';
import { Conversation } from './conversation';
import { CONTINUE, CREATING, OWNER, SUMMARY } from './headings';
import { GOOD, toSummary, wizardTable } from './wizardTable';
import type { Player } from './wizardWorld';

describe('Two turns of one wizard at once', () => {
  const table = wizardTable();
  const conversation = new Conversation('19:crew@thread.v2', 'groupChat');

  /** Two windows of Alex on one wizard: of one process, or of two processes that share only the table.storage. */
  const settings: readonly (readonly [where: string, windows: () => readonly [Player, Player]])[] = [
    ['in one process', () => [alexIn(), alexIn()]],
    ['in two processes', () => [alexIn(), alexIn(table.world.anotherRunner())]],
  ];

  function alexIn(runner = table.world.runner): Player {
    return table.world.player(table.world.alex, conversation, runner);
  }

  describe.each(settings)('%s', (_where, windows) => {
    it('lets one of two Next clicks advance and gives the other the current card', async () => {
      const [left, right] = windows();
      const card = await left.create({ application: 'Payroll API' });
      const [one, other] = await Promise.all([
        left.clickOn(card, 'Next', { ...GOOD, name: 'Left' }),
        right.clickOn(card, 'Next', { ...GOOD, name: 'Right' }),
      ]);
      expect(one.heading).toBe(OWNER);
      expect(other.card).toEqual(one.card);
      expect((await left.click('Next')).heading).toBe(SUMMARY);
    });

    it('writes one intent for two Submit clicks, and both get it', async () => {
      const [left, right] = windows();
      const summary = await toSummary(left);
      await Promise.all([left.clickOn(summary, 'Submit'), right.clickOn(summary, 'Submit')]);
      expect(left.answer.kind).toBe('submitted');
      expect(right.answer).toEqual(left.answer);
      expect(await intents()).toHaveLength(1);
    });

    it('either submits or cancels when both are clicked, never half of each', async () => {
      const [left, right] = windows();
      const summary = await toSummary(left);
      await Promise.all([left.clickOn(summary, 'Submit'), right.clickOn(summary, 'Cancel')]);
      const submitted = left.answer.kind === 'submitted';
      expect(await intents()).toHaveLength(submitted ? 1 : 0);
      expect(right.answer.kind).toBe(left.answer.kind);
      expect(await left.help()).toEqual({ kind: 'none' });
    });

    it('opens one wizard for two creates', async () => {
      const [left, right] = windows();
      await Promise.all([left.create({ application: 'Payroll API' }), right.create({ application: 'Payroll API' })]);
      const opened = [left, right].filter(({ answer }) => 'wizardId' in answer);
      expect(opened).toHaveLength(1);
      const asked = [left, right].find(({ answer }) => !('wizardId' in answer));
      expect(asked?.sees.buttons).toContain(CONTINUE);
    });
  });

  it('lets two people in one group chat work at once without touching each other', async () => {
    const people = [table.world.alex, table.world.megan].map((person) => table.world.player(person, conversation));
    await Promise.all(people.map((player) => player.create({ application: 'Payroll API' })));
    await Promise.all(people.map((player, index) => player.click('Next', { ...GOOD, name: `Secret ${index}` })));
    await Promise.all(people.map((player) => player.click('Next')));
    people.forEach((player, index) => {
      expect(player.sees.text).toContain(`Secret ${index}`);
    });
    await Promise.all(people.map((player) => player.click('Submit')));
    expect((await intents()).map((intent) => intent?.draft.details.name).sort()).toEqual(['Secret 0', 'Secret 1']);
  });

  it('starts a turn over when another process saved in the middle of it', async () => {
    const [left, right] = [alexIn(), alexIn(table.world.anotherRunner())];
    const card = await left.create({ application: 'Payroll API' });
    table.world.passes(60_000);
    table.world.directory.interruptions.during('policy', 'before', async () => {
      await right.clickOn(card, 'Next', { ...GOOD, name: 'Faster' });
    });
    expect((await left.clickOn(card, 'Next', { ...GOOD, name: 'Slower' })).heading).toBe(OWNER);
    expect((await left.click('Next')).text).toContain('Faster');
  });

  it('asks the person to look again when other processes are always faster', async () => {
    const busy = Object.assign(Object.create(table.storage), {
      write: async (changes: Record<string, object>) => {
        for (const key of Object.keys(changes)) {
          const item = (await table.storage.read([key]))[key];
          if (item !== undefined) await table.storage.write({ [key]: { ...item, eTag: '*' } });
        }
        await table.storage.write(changes);
      },
    });
    const card = await alexIn().create({ application: 'Payroll API' });
    const left = alexIn(table.world.anotherRunner({ storage: busy }));
    await expect(left.clickOn(card, 'Next', GOOD)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'changed_meanwhile' },
    });
    expect((await alexIn().clickOn(card, 'Next', GOOD)).heading).toBe(OWNER);
  });

  describe('when a process ends inside a Submit', () => {
    /** A process that claims the wizard and is never heard of again. */
    async function claimAndDie(summary: CardView, writeFirst: boolean): Promise<void> {
      const { promise: claimed, resolve } = signal();
      const submit: typeof table.world.creates.submit = async (...call) => {
        if (writeFirst) await table.world.creates.submit(...call);
        resolve();
        return new Promise(() => undefined);
      };
      void alexIn(table.world.anotherRunner({ creates: table.world.createsWith({ submit }) })).clickOn(
        summary,
        'Submit',
      );
      await claimed;
    }

    it.each([
      ['before the intent was written', false],
      ['after the intent was written', true],
    ])('finishes it at the next click, %s', async (_moment, writeFirst) => {
      const alex = alexIn();
      const summary = await toSummary(alex);
      await claimAndDie(summary, writeFirst);
      expect((await alex.clickOn(summary, 'Submit')).heading).toBe(CREATING);
      expect((await alex.clickOn(summary, 'Submit')).heading).toBe(CREATING);
      expect(await intents()).toHaveLength(1);
    });

    it.each([
      ['a clicked Cancel', (alex: Player, summary: CardView) => alex.clickOn(summary, 'Cancel')],
      ['a typed cancel', (alex: Player) => alex.cancel()],
      ['a second create', (alex: Player) => alex.create({ application: 'Payroll API' })],
    ])('does not let %s contradict what was submitted', async (_what, act) => {
      const alex = alexIn();
      const summary = await toSummary(alex);
      await claimAndDie(summary, true);
      await act(alex, summary);
      expect(alex.answer.kind).toBe('submitted');
      expect(await alex.cancel()).toEqual({ kind: 'none' });
    });
  });

  it('answers with the intent that was written even when another process saved something else meanwhile', async () => {
    const alex = alexIn();
    const summary = await toSummary(alex);
    const other = alexIn(table.world.anotherRunner());
    const submit: typeof table.world.creates.submit = async (...call) => {
      table.world.directory.setPolicy(table.world.payroll.objectId, { blocksSecrets: true });
      await other.clickOn(summary, 'Submit');
      table.world.directory.setPolicy(table.world.payroll.objectId, { blocksSecrets: false });
      return table.world.creates.submit(...call);
    };
    const slow = alexIn(table.world.anotherRunner({ creates: table.world.createsWith({ submit }) }));
    expect((await slow.clickOn(summary, 'Submit')).heading).toBe(CREATING);
    expect(other.answer.kind).toBe('card');
    expect(await intents()).toHaveLength(1);
    expect(await alex.help()).toEqual({ kind: 'none' });
  });

  /** Every open create that the sweep would find. */
  async function intents() {
    const { creates } = await table.world.store.records.intents.due(
      new Date(table.world.now.getTime() + 3_600_000),
      10,
    );
    return Promise.all(creates.map((id) => table.world.store.records.intents.findCreate(id)));
  }
});

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
