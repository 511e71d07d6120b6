import { Conversation } from './conversation';
import { STALE } from './headings';
import { GOOD, submittedId, wizardTable } from './wizardTable';

describe('Wizards of several people and conversations', () => {
  const table = wizardTable();

  const crew = () => new Conversation('19:crew@thread.v2', 'groupChat');

  it('keeps the wizards of two people in one group chat apart', async () => {
    const conversation = crew();
    const [first, second] = [
      table.world.player(table.world.alex, conversation),
      table.world.player(table.world.megan, conversation),
    ];
    await first.create({ application: 'Payroll API' });
    await second.create({ application: 'Payroll API' });
    await first.click('Next', { ...GOOD, name: 'From Alex' });
    await second.click('Next', { ...GOOD, name: 'From Megan' });
    expect((await first.click('Next')).text).toContain('From Alex');
    expect((await second.click('Next')).text).toContain('From Megan');
  });

  it('gives somebody else nothing for a click on a card that is not theirs', async () => {
    const conversation = crew();
    const [first, second] = [
      table.world.player(table.world.alex, conversation),
      table.world.player(table.world.megan, conversation),
    ];
    const card = await first.create({ application: 'Payroll API' });
    const answer = await second.clickOn(card, 'Next', GOOD);
    expect(answer.heading).toBe(STALE);
    expect((await second.clickOn(card, 'Cancel')).heading).toBe(STALE);
    expect(await first.help()).toMatchObject({ card: card.card });
  });

  it('has one wizard for each conversation of a person', async () => {
    const group = table.world.player(table.world.alex, crew());
    await table.alex.create({ application: 'Payroll API' });
    await group.create({ application: 'Invoice Portal' });
    expect((await table.alex.click('Next', GOOD)).text).toContain('Payroll API');
    expect((await group.click('Next', GOOD)).text).toContain('Invoice Portal');
  });

  it('moves a wizard to the personal chat where no private card can be shown', async () => {
    const personal = new Conversation('a:alex');
    const group = table.world.player(table.world.alex, crew());
    await group.createElsewhere(personal, { application: 'Payroll API' });
    expect(await group.help()).toEqual({ kind: 'none' });
    const inPersonal = table.world.player(table.world.alex, personal);
    expect(await inPersonal.help()).toMatchObject({ kind: 'card' });
    await inPersonal.click('Next', GOOD);
    await inPersonal.click('Next');
    await inPersonal.click('Submit');
    const intent = await table.world.store.records.intents.findCreate(submittedId(inPersonal));
    expect(intent?.origin).toMatchObject({ kind: 'personal', conversationId: 'a:alex' });
  });

  it('does not take away a wizard that was open before when the question cannot be shown', async () => {
    const group = table.world.player(table.world.alex, crew());
    const card = await group.create({ application: 'Payroll API' });
    table.world.now = new Date(table.world.now.getTime() + 60_000);
    await group.createElsewhere(new Conversation('a:alex'), {});
    expect(await group.help()).toMatchObject({ card: card.card });
  });
});
