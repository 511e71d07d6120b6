import { CONTINUE, CREATING, DETAILS, EXPIRED, STALE, START_OVER, SUMMARY, WHICH } from './headings';
import { GOOD, submittedId, toSummary, wizardTable } from './wizardTable';

const DAY = 24 * 3_600_000;
describe('WizardRunner', () => {
  const table = wizardTable();

  describe('a second create', () => {
    it('offers Continue or Start over', async () => {
      await table.alex.create({ application: 'Payroll API' });
      const card = await table.alex.create({ application: 'Invoice Portal' });
      expect(card.buttons).toEqual([CONTINUE, START_OVER]);
      expect(card.text).toContain('Payroll API');
    });

    it('continues with everything typed', async () => {
      await table.alex.create({ application: 'Payroll API' });
      const owner = await table.alex.click('Next', GOOD);
      await table.alex.create();
      expect((await table.alex.click(CONTINUE)).card).toEqual(owner.card);
    });

    it('starts over with the application that was named', async () => {
      await table.alex.create({ application: 'Payroll API' });
      await table.alex.create({ application: 'invoice portal' });
      const card = await table.alex.click(START_OVER);
      expect(card.heading).toBe(DETAILS);
      expect(card.text).toContain('Invoice Portal');
    });

    it('starts over from the first step when none was named', async () => {
      await table.alex.create({ application: 'Payroll API' });
      await table.alex.create();
      expect((await table.alex.click(START_OVER)).heading).toBe(WHICH);
    });

    it('starts over prefilled after Create again', async () => {
      await toSummary(table.alex);
      await table.alex.click('Submit');
      const intent = submittedId(table.alex);
      await table.alex.create();
      await table.alex.create({ intent });
      expect((await table.alex.click(START_OVER)).typed).toMatchObject(GOOD);
    });

    it('answers a refused application at once and leaves the open wizard alone', async () => {
      const card = await table.alex.create({ application: 'Payroll API' });
      expect((await table.alex.create({ application: 'Legacy Gateway' })).text).toContain('Legacy Gateway');
      expect(await table.alex.help()).toMatchObject({ card: card.card });
    });

    it('leaves the open wizard alone when the new application is refused at Start over', async () => {
      const first = await table.alex.create({ application: 'Payroll API' });
      await table.alex.create({ application: 'Invoice Portal' });
      table.world.directory.setPolicy(table.world.invoices.objectId, { blocksSecrets: true });
      expect((await table.alex.click(START_OVER)).text).toContain('Invoice Portal');
      expect(await table.alex.help()).toMatchObject({ card: first.card });
    });

    it('makes the cards of the first wizard stale when it was started over', async () => {
      const old = await table.alex.create({ application: 'Payroll API' });
      await table.alex.create({ application: 'Invoice Portal' });
      const fresh = await table.alex.click(START_OVER);
      expect((await table.alex.clickOn(old, 'Next', GOOD)).heading).toBe(STALE);
      expect((await table.alex.clickOn(old, 'Cancel')).heading).toBe(STALE);
      expect(await table.alex.help()).toMatchObject({ card: fresh.card });
    });
  });

  describe('stale cards', () => {
    it('keeps the new wizard when the same Start over arrives once more', async () => {
      await table.alex.create();
      const question = await table.alex.create({ application: 'Payroll API' });
      await table.alex.clickOn(question, START_OVER);
      const owner = await table.alex.click('Next', GOOD);
      expect((await table.alex.clickOn(question, START_OVER)).card).toEqual(owner.card);
      expect((await table.alex.click('Next')).text).toContain('CI deploy');
    });

    it('keeps a wizard that an old Start over does not mean', async () => {
      await table.alex.create();
      const question = await table.alex.create({ application: 'Invoice Portal' });
      await table.alex.cancel();
      const other = await table.alex.create({ application: 'Payroll API' });
      expect((await table.alex.clickOn(question, START_OVER)).card).toEqual(other.card);
    });

    it('answers a click on an earlier card with the current one', async () => {
      const first = await table.alex.create({ application: 'Payroll API' });
      const owner = await table.alex.click('Next', GOOD);
      expect((await table.alex.clickOn(first, 'Next', { ...GOOD, name: 'Other' })).card).toEqual(owner.card);
      expect((await table.alex.click('Next')).text).toContain('CI deploy');
    });

    it('tells a click on an earlier card, which took longer than all the rest, what was created', async () => {
      const details = await table.alex.create({ application: 'Payroll API' });
      await table.alex.click('Next', GOOD);
      await table.alex.click('Next');
      await table.alex.click('Submit');
      expect((await table.alex.clickOn(details, 'Next', GOOD)).text).toContain(CREATING);
    });

    it('answers a click on a card whose wizard is long gone', async () => {
      const first = await table.alex.create();
      await table.alex.cancel();
      await table.alex.create();
      await table.alex.cancel();
      expect((await table.alex.clickOn(first, 'Next')).heading).toBe(STALE);
    });

    it('answers Continue when nothing is open any more', async () => {
      await table.alex.create();
      const question = await table.alex.create();
      await table.alex.cancel();
      expect((await table.alex.clickOn(question, CONTINUE)).heading).toBe(STALE);
    });

    it('starts anew on Start over when nothing is open any more', async () => {
      await table.alex.create();
      const question = await table.alex.create({ application: 'Payroll API' });
      await table.alex.cancel();
      expect((await table.alex.clickOn(question, START_OVER)).heading).toBe(DETAILS);
    });

    it('ends a wizard at its next click when 24 hours have passed', async () => {
      await table.alex.create({ application: 'Payroll API' });
      table.world.now = new Date(table.world.now.getTime() + DAY);
      expect((await table.alex.click('Next', GOOD)).heading).toBe(EXPIRED);
      expect(await table.alex.help()).toEqual({ kind: 'none' });
    });

    it('counts the 24 hours from the last click', async () => {
      await table.alex.create({ application: 'Payroll API' });
      table.world.now = new Date(table.world.now.getTime() + DAY - 1);
      await table.alex.click('Next', GOOD);
      table.world.now = new Date(table.world.now.getTime() + DAY - 1);
      expect((await table.alex.click('Next')).heading).toBe(SUMMARY);
    });

    it('starts a new wizard without a question when the old one has expired', async () => {
      await table.alex.create();
      table.world.now = new Date(table.world.now.getTime() + DAY);
      expect((await table.alex.create()).heading).toBe(WHICH);
    });
  });
});
