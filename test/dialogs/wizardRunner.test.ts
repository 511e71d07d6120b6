import { wordsFor } from '../../src/messages/catalogue';
import type { CardView } from './cardView';
import { Conversation } from './conversation';
import { openStorageFile, type StorageFile } from './storageFile';
import { type Player, WizardWorld } from './wizardWorld';

const WORDS = wordsFor('en-US');
const WHICH = WORDS.plain('application.heading');
const DETAILS = 'Client Secret Details';
const OWNER = 'Client Secret Owner Details';
const SUMMARY = WORDS.plain('summary.heading');
const CREATING = WORDS.plain('progress.creating.heading');
const CANCELLED = WORDS.plain('progress.cancelled.heading');
const EXPIRED = WORDS.plain('progress.expired.heading');
const CONTINUE = WORDS.plain('button.continue');
const START_OVER = WORDS.plain('button.startOver');
const GOOD = { name: 'CI deploy', description: 'Deploys the nightly build', location: 'prod' };
const DAY = 24 * 3_600_000;

describe('WizardRunner', () => {
  let file: StorageFile;
  let world: WizardWorld;
  let alex: Player;

  beforeEach(async () => {
    file = await openStorageFile({ now: () => world.now });
    world = new WizardWorld(file.database.botStorage);
    alex = world.player(world.alex);
  });
  afterEach(() => file.remove());

  /** Brings Alex's wizard to its summary. */
  async function toSummary(player = alex): Promise<CardView> {
    await player.create({ application: 'Payroll API' });
    await player.click('Next', GOOD);
    return player.click('Next');
  }

  /** Stops at each step in turn. */
  const steps: readonly (readonly [step: string, reach: () => Promise<CardView>])[] = [
    ['the application', () => alex.create()],
    ['the details', () => alex.create({ application: 'Payroll API' })],
    [
      'the owner',
      async () => {
        await alex.create({ application: 'Payroll API' });
        return alex.click('Next', GOOD);
      },
    ],
    ['the summary', () => toSummary()],
  ];

  describe('opening', () => {
    it.each([
      ['its policy blocks secrets', 'Legacy Gateway'],
      ['the bot may not serve it', 'Partner Exchange'],
    ])('answers at once when %s, and opens no wizard', async (_why, application) => {
      const card = await alex.create({ application });
      expect(card.text).toContain(application);
      expect(card.buttons).not.toContain('Next');
      expect(await alex.help()).toEqual({ kind: 'none' });
    });

    it('says that an application is unknown, and opens no wizard', async () => {
      expect((await alex.create({ application: 'Nonsense' })).text).toContain('Nonsense');
      expect(await alex.help()).toEqual({ kind: 'none' });
    });

    it('does not tell whether an application of somebody else exists', async () => {
      const megan = world.player(world.megan);
      const theirs = (await megan.create({ application: 'Invoice Portal' })).text;
      const unknown = (await megan.create({ application: 'Invoice Partal' })).text;
      expect(theirs.replaceAll('Portal', 'Partal')).toBe(unknown);
    });

    it('names the candidates when several applications fit', async () => {
      const text = (await alex.create({ application: 'P' })).text;
      expect(text).toContain('Payroll API');
      expect(text).toContain('Partner Exchange');
    });

    it.each([
      ['without a name', {}],
      ['with a name', { application: 'Payroll API' }],
    ])('tells a person who owns no application how to become an owner, %s', async (_how, request) => {
      const lee = world.player(world.lee);
      const card = await lee.create(request);
      expect(card.heading).toBe(WORDS.plain('answer.ownsNone.heading'));
      expect(await lee.help()).toEqual({ kind: 'none' });
    });

    it('names the wizard, so that later notices find its message', async () => {
      await alex.create();
      expect(alex.answer).toMatchObject({ kind: 'card', wizardId: expect.any(String) });
    });

    it('prefills Create again with everything that was typed before', async () => {
      await alex.create({ application: 'Payroll API' });
      await alex.click('Next', { ...GOOD, vault: 'true', share: 'true', expiration: '2027-01-31' });
      await alex.click('Next', { owner: world.megan.objectId, preApprove: 'true' });
      await alex.click('Submit');
      const intentId = submittedId(alex);

      expect((await alex.create({ intent: intentId })).typed).toEqual({
        ...GOOD,
        vault: 'true',
        share: 'true',
        expiration: '2027-01-31',
      });
      const owner = await alex.click('Next', { name: 'CI deploy 2' });
      expect(owner.typed).toEqual({ owner: world.megan.objectId, preApprove: 'true' });
      expect(owner.choicesOf('owner')).toEqual(['Megan Osei']);
    });

    it('gives nobody what somebody else typed', async () => {
      await toSummary();
      await alex.click('Submit');
      const megan = world.player(world.megan);
      const card = await megan.create({ intent: submittedId(alex) });
      expect(card.text).not.toContain('CI deploy');
      expect(await megan.help()).toEqual({ kind: 'none' });
    });
  });

  describe('interruptions', () => {
    it.each(steps)('ends on a typed cancel at %s', async (_step, reach) => {
      const card = await reach();
      expect(await alex.cancel()).toMatchObject({ kind: 'card' });
      expect(alex.sees.heading).toBe(CANCELLED);
      expect(await alex.help()).toEqual({ kind: 'none' });
      expect((await alex.clickOn(card, 'Cancel')).heading).toBe(CANCELLED);
    });

    it.each(steps)('shows the card of %s again after help, as good as before', async (_step, reach) => {
      const card = await reach();
      expect(await alex.help()).toMatchObject({ kind: 'card', card: card.card, wizardId: expect.any(String) });
    });

    it.each(steps)('answers free text at %s with a hint and the card again', async (_step, reach) => {
      const card = await reach();
      const answer = await alex.saySomething();
      expect(answer).toMatchObject({ kind: 'hint', card: card.card, wizardId: expect.any(String) });
    });

    it('shows what was typed and what is wrong with it again, too', async () => {
      await alex.create({ application: 'Payroll API' });
      const card = await alex.click('Next', { ...GOOD, name: '' });
      await alex.help();
      expect(alex.sees.typed).toEqual(card.typed);
      expect(alex.sees.faultsUnder('name')).toEqual(card.faultsUnder('name'));
    });

    it('has nothing to say when no wizard is open', async () => {
      expect(await alex.help()).toEqual({ kind: 'none' });
      expect(await alex.saySomething()).toEqual({ kind: 'none' });
      expect(await alex.cancel()).toEqual({ kind: 'none' });
    });
  });

  describe('a second create', () => {
    it('offers Continue or Start over', async () => {
      await alex.create({ application: 'Payroll API' });
      const card = await alex.create({ application: 'Invoice Portal' });
      expect(card.buttons).toEqual([CONTINUE, START_OVER]);
      expect(card.text).toContain('Payroll API');
    });

    it('continues with everything typed', async () => {
      await alex.create({ application: 'Payroll API' });
      const owner = await alex.click('Next', GOOD);
      await alex.create();
      expect((await alex.click(CONTINUE)).card).toEqual(owner.card);
    });

    it('starts over with the application that was named', async () => {
      await alex.create({ application: 'Payroll API' });
      await alex.create({ application: 'invoice portal' });
      const card = await alex.click(START_OVER);
      expect(card.heading).toBe(DETAILS);
      expect(card.text).toContain('Invoice Portal');
    });

    it('starts over from the first step when none was named', async () => {
      await alex.create({ application: 'Payroll API' });
      await alex.create();
      expect((await alex.click(START_OVER)).heading).toBe(WHICH);
    });

    it('starts over prefilled after Create again', async () => {
      await toSummary();
      await alex.click('Submit');
      const intent = submittedId(alex);
      await alex.create();
      await alex.create({ intent });
      expect((await alex.click(START_OVER)).typed).toMatchObject(GOOD);
    });

    it('answers a refused application at once and leaves the open wizard alone', async () => {
      const card = await alex.create({ application: 'Payroll API' });
      expect((await alex.create({ application: 'Legacy Gateway' })).text).toContain('Legacy Gateway');
      expect(await alex.help()).toMatchObject({ card: card.card });
    });

    it('leaves the open wizard alone when the new application is refused at Start over', async () => {
      const first = await alex.create({ application: 'Payroll API' });
      await alex.create({ application: 'Invoice Portal' });
      world.directory.setPolicy(world.invoices.objectId, { blocksSecrets: true });
      expect((await alex.click(START_OVER)).text).toContain('Invoice Portal');
      expect(await alex.help()).toMatchObject({ card: first.card });
    });

    it('makes the cards of the first wizard stale when it was started over', async () => {
      const old = await alex.create({ application: 'Payroll API' });
      await alex.create({ application: 'Invoice Portal' });
      const fresh = await alex.click(START_OVER);
      expect((await alex.clickOn(old, 'Next', GOOD)).card).toEqual(fresh.card);
      expect((await alex.clickOn(old, 'Cancel')).card).toEqual(fresh.card);
    });
  });

  describe('stale cards', () => {
    it('answers a click on an earlier card with the current one', async () => {
      const first = await alex.create({ application: 'Payroll API' });
      const owner = await alex.click('Next', GOOD);
      expect((await alex.clickOn(first, 'Next', { ...GOOD, name: 'Other' })).card).toEqual(owner.card);
      expect((await alex.click('Next')).text).toContain('CI deploy');
    });

    it('answers a click on a card whose wizard is long gone', async () => {
      const first = await alex.create();
      await alex.cancel();
      await alex.create();
      await alex.cancel();
      expect((await alex.clickOn(first, 'Next')).heading).toBe(WORDS.plain('answer.stale.heading'));
    });

    it('answers Continue when nothing is open any more', async () => {
      await alex.create();
      const question = await alex.create();
      await alex.cancel();
      expect((await alex.clickOn(question, CONTINUE)).heading).toBe(WORDS.plain('answer.stale.heading'));
    });

    it('starts anew on Start over when nothing is open any more', async () => {
      await alex.create();
      const question = await alex.create({ application: 'Payroll API' });
      await alex.cancel();
      expect((await alex.clickOn(question, START_OVER)).heading).toBe(DETAILS);
    });

    it('ends a wizard at its next click when 24 hours have passed', async () => {
      await alex.create({ application: 'Payroll API' });
      world.now = new Date(world.now.getTime() + DAY);
      expect((await alex.click('Next', GOOD)).heading).toBe(EXPIRED);
      expect(await alex.help()).toEqual({ kind: 'none' });
    });

    it('counts the 24 hours from the last click', async () => {
      await alex.create({ application: 'Payroll API' });
      world.now = new Date(world.now.getTime() + DAY - 1);
      await alex.click('Next', GOOD);
      world.now = new Date(world.now.getTime() + DAY - 1);
      expect((await alex.click('Next')).heading).toBe(SUMMARY);
    });

    it('starts a new wizard without a question when the old one has expired', async () => {
      await alex.create();
      world.now = new Date(world.now.getTime() + DAY);
      expect((await alex.create()).heading).toBe(WHICH);
    });
  });

  describe('Submit', () => {
    it('writes the intent down under the id of the wizard, and hands it over', async () => {
      await toSummary();
      const { wizardId } = alex.answer as { wizardId: string };
      expect((await alex.click('Submit')).heading).toBe(CREATING);
      expect(alex.answer).toMatchObject({ kind: 'submitted', intentId: wizardId });
      const intent = await world.store.records.intents.findCreate(wizardId);
      expect(intent).toMatchObject({
        id: wizardId,
        step: 'intended',
        actor: { objectId: world.alex.objectId },
        application: { objectId: world.payroll.objectId },
        draft: {
          details: { name: 'CI deploy', locationId: 'prod', vault: false, share: false },
          owner: { ownerId: world.alex.objectId, preApprove: false },
          timeZone: 'Europe/Berlin',
        },
        origin: { kind: 'personal', personId: world.alex.objectId },
      });
    });

    it('gives the same intent for a Submit that arrives again, and says how it stands', async () => {
      const summary = await toSummary();
      await alex.click('Submit');
      const first = submittedId(alex);
      expect((await alex.clickOn(summary, 'Submit')).heading).toBe(CREATING);
      expect(submittedId(alex)).toBe(first);
      await finish(first);
      const again = await alex.clickOn(summary, 'Submit');
      expect(again.heading).toBe(WORDS.plain('progress.created.heading'));
      expect(submittedId(alex)).toBe(first);
    });

    it.each([
      ['the name was taken meanwhile', DETAILS, 'name', () => takeTheName()],
      ['the expiration is too late now', DETAILS, 'expiration', () => capLifetime()],
      ['the owner was disabled meanwhile', OWNER, 'owner', () => disableMegan()],
      ['the application blocks secrets now', WHICH, 'application', () => blockSecrets()],
      ['the person does not own the application any more', WHICH, 'application', () => takeOwnership()],
    ])('goes back to the right card with the fault under its field when %s', async (_what, heading, field, change) => {
      await alex.create({ application: 'Payroll API' });
      await alex.click('Next', GOOD);
      const summary = await alex.click('Next', { owner: world.megan.objectId });
      await change();
      const card = await alex.click('Submit');
      expect(card.heading).toBe(heading);
      expect(card.faultsUnder(field)).toHaveLength(1);
      expect(alex.answer.kind).toBe('card');
      expect((await alex.clickOn(summary, 'Submit')).card).toEqual(card.card);
    });

    it('goes on to Submit when the fault was mended', async () => {
      await toSummary();
      await takeTheName();
      expect((await alex.click('Submit')).typed).toMatchObject(GOOD);
      await alex.click('Next', { name: 'CI deploy 2' });
      expect((await alex.click('Next')).text).toContain('CI deploy 2');
      expect((await alex.click('Submit')).heading).toBe(CREATING);
    });

    it('finds on the way to the summary that the name was taken meanwhile', async () => {
      await alex.create({ application: 'Payroll API' });
      await alex.click('Next', GOOD);
      await takeTheName();
      const card = await alex.click('Next');
      expect(card.heading).toBe(DETAILS);
      expect(card.faultsUnder('name')).toHaveLength(1);
    });

    it('changes nothing when the directory fails at Submit: the same button works again', async () => {
      const summary = await toSummary();
      world.directory.interruptions.fail('application');
      await expect(alex.click('Submit')).rejects.toMatchObject({ code: 'unavailable' });
      expect(await alex.help()).toMatchObject({ card: summary.card });
      expect((await alex.clickOn(summary, 'Submit')).heading).toBe(CREATING);
    });

    it('still lets the person cancel when the directory failed at Submit', async () => {
      const summary = await toSummary();
      world.directory.interruptions.fail('application');
      await expect(alex.click('Submit')).rejects.toMatchObject({ code: 'unavailable' });
      expect((await alex.clickOn(summary, 'Cancel')).heading).toBe(CANCELLED);
    });

    it('changes nothing when the directory fails at Next: the same button works again', async () => {
      const details = await alex.create({ application: 'Payroll API' });
      world.directory.interruptions.fail('application');
      await expect(alex.click('Next', GOOD)).rejects.toMatchObject({ code: 'unavailable' });
      expect((await alex.clickOn(details, 'Next', GOOD)).heading).toBe(OWNER);
    });
  });

  describe('several people and conversations', () => {
    const crew = () => new Conversation('19:crew@thread.v2', 'groupChat');

    it('keeps the wizards of two people in one group chat apart', async () => {
      const conversation = crew();
      const [first, second] = [world.player(world.alex, conversation), world.player(world.megan, conversation)];
      await first.create({ application: 'Payroll API' });
      await second.create({ application: 'Payroll API' });
      await first.click('Next', { ...GOOD, name: 'From Alex' });
      await second.click('Next', { ...GOOD, name: 'From Megan' });
      expect((await first.click('Next')).text).toContain('From Alex');
      expect((await second.click('Next')).text).toContain('From Megan');
    });

    it('gives somebody else nothing for a click on a card that is not theirs', async () => {
      const conversation = crew();
      const [first, second] = [world.player(world.alex, conversation), world.player(world.megan, conversation)];
      const card = await first.create({ application: 'Payroll API' });
      const answer = await second.clickOn(card, 'Next', GOOD);
      expect(answer.heading).toBe(WORDS.plain('answer.stale.heading'));
      expect((await second.clickOn(card, 'Cancel')).heading).toBe(WORDS.plain('answer.stale.heading'));
      expect(await first.help()).toMatchObject({ card: card.card });
    });

    it('has one wizard for each conversation of a person', async () => {
      const group = world.player(world.alex, crew());
      await alex.create({ application: 'Payroll API' });
      await group.create({ application: 'Invoice Portal' });
      expect((await alex.click('Next', GOOD)).text).toContain('Payroll API');
      expect((await group.click('Next', GOOD)).text).toContain('Invoice Portal');
    });

    it('moves a wizard to the personal chat where no private card can be shown', async () => {
      const personal = new Conversation('a:alex');
      const group = world.player(world.alex, crew());
      await group.createElsewhere(personal, { application: 'Payroll API' });
      expect(await group.help()).toEqual({ kind: 'none' });
      const inPersonal = world.player(world.alex, personal);
      expect(await inPersonal.help()).toMatchObject({ kind: 'card' });
      await inPersonal.click('Next', GOOD);
      await inPersonal.click('Next');
      await inPersonal.click('Submit');
      const intent = await world.store.records.intents.findCreate(submittedId(inPersonal));
      expect(intent?.origin).toMatchObject({ kind: 'personal', conversationId: 'a:alex' });
    });

    it('does not take away a wizard that was open before when the question cannot be shown', async () => {
      const group = world.player(world.alex, crew());
      const card = await group.create({ application: 'Payroll API' });
      world.now = new Date(world.now.getTime() + 60_000);
      await group.createElsewhere(new Conversation('a:alex'), {});
      expect(await group.help()).toMatchObject({ card: card.card });
    });
  });

  function submittedId({ answer }: Player): string {
    if (answer.kind !== 'submitted') throw new Error(`answered ${answer.kind}`);
    return answer.intentId;
  }

  async function finish(intentId: string): Promise<void> {
    const { intents } = world.store.records;
    const until = new Date(world.now.getTime() + 60_000);
    const lease = await intents.lease(intentId, world.now, until);
    const intent = await intents.findCreate(intentId);
    if (lease === undefined || intent === undefined) throw new Error('the intent cannot be finished');
    await intents.saveCreate({ ...intent, step: 'done' }, lease, world.now);
  }

  /** Megan, who owns the application too, submits a secret of the same name. */
  async function takeTheName(): Promise<void> {
    const megan = world.player(world.megan);
    await toSummary(megan);
    await megan.click('Submit');
  }

  async function capLifetime(): Promise<void> {
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: false, maxLifetimeDays: 10 });
  }

  async function disableMegan(): Promise<void> {
    world.directory.addPerson({ ...world.megan, enabled: false });
  }

  async function blockSecrets(): Promise<void> {
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: true });
  }

  async function takeOwnership(): Promise<void> {
    world.directory.setOwners(world.payroll.objectId, [world.megan.objectId]);
  }
});
