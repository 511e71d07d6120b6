import type { WizardStorage } from '../../src/dialogs/wizardStorage';
import { wordsFor } from '../../src/messages/catalogue';
import type { CardView } from './cardView';
import { Conversation } from './conversation';
import { openStorageFile, type StorageFile } from './storageFile';
import { type Player, WizardWorld } from './wizardWorld';

const WORDS = wordsFor('en-US');
const OWNER = 'Client Secret Owner Details';
const SUMMARY = WORDS.plain('summary.heading');
const CREATING = WORDS.plain('progress.creating.heading');
const GOOD = { name: 'CI deploy', description: 'Deploys the nightly build', location: 'prod' };

describe('Two turns of one wizard at once', () => {
  let file: StorageFile;
  let storage: WizardStorage;
  let world: WizardWorld;
  let conversation: Conversation;

  beforeEach(async () => {
    file = await openStorageFile({ now: () => world.now });
    storage = file.database.botStorage;
    world = new WizardWorld(storage);
    conversation = new Conversation('19:crew@thread.v2', 'groupChat');
  });
  afterEach(() => file.remove());

  /** Two windows of Alex on one wizard: of one process, or of two processes that share only the storage. */
  const settings: readonly (readonly [where: string, windows: () => readonly [Player, Player]])[] = [
    ['in one process', () => [alexIn(), alexIn()]],
    ['in two processes', () => [alexIn(), alexIn(world.anotherRunner())]],
  ];

  function alexIn(runner = world.runner): Player {
    return world.player(world.alex, conversation, runner);
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
      expect(asked?.sees.buttons).toContain(WORDS.plain('button.continue'));
    });
  });

  it('lets two people in one group chat work at once without touching each other', async () => {
    const people = [world.alex, world.megan].map((person) => world.player(person, conversation));
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
    const [left, right] = [alexIn(), alexIn(world.anotherRunner())];
    const card = await left.create({ application: 'Payroll API' });
    world.directory.interruptions.during('policy', 'before', async () => {
      await right.clickOn(card, 'Next', { ...GOOD, name: 'Faster' });
    });
    expect((await left.clickOn(card, 'Next', { ...GOOD, name: 'Slower' })).heading).toBe(OWNER);
    expect((await left.click('Next')).text).toContain('Faster');
  });

  it('asks the person to look again when other processes are always faster', async () => {
    const busy = Object.assign(Object.create(storage), {
      write: async (changes: Record<string, object>) => {
        for (const key of Object.keys(changes)) {
          const item = (await storage.read([key]))[key];
          if (item !== undefined) await storage.write({ [key]: { ...item, eTag: '*' } });
        }
        await storage.write(changes);
      },
    });
    const card = await alexIn().create({ application: 'Payroll API' });
    const left = alexIn(world.anotherRunner({ storage: busy }));
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
      const submit: typeof world.creates.submit = async (...call) => {
        if (writeFirst) await world.creates.submit(...call);
        resolve();
        return new Promise(() => undefined);
      };
      const draftOf: typeof world.creates.draftOf = (...call) => world.creates.draftOf(...call);
      void alexIn(world.anotherRunner({ creates: { submit, draftOf } })).clickOn(summary, 'Submit');
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
    const other = alexIn(world.anotherRunner());
    const submit: typeof world.creates.submit = async (...call) => {
      world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: true });
      await other.clickOn(summary, 'Submit');
      world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: false });
      return world.creates.submit(...call);
    };
    const draftOf: typeof world.creates.draftOf = (...call) => world.creates.draftOf(...call);
    const slow = alexIn(world.anotherRunner({ creates: { submit, draftOf } }));
    expect((await slow.clickOn(summary, 'Submit')).heading).toBe(CREATING);
    expect(other.answer.kind).toBe('card');
    expect(await intents()).toHaveLength(1);
    expect(await alex.help()).toEqual({ kind: 'none' });
  });

  async function toSummary(player: Player) {
    await player.create({ application: 'Payroll API' });
    await player.click('Next', GOOD);
    return player.click('Next');
  }

  /** Every open create that the sweep would find. */
  async function intents() {
    const { creates } = await world.store.records.intents.due(new Date(world.now.getTime() + 3_600_000), 10);
    return Promise.all(creates.map((id) => world.store.records.intents.findCreate(id)));
  }
});

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
