import type { CardView } from './cardView';
import { CANCELLED } from './headings';
import { GOOD, toSummary, wizardTable } from './wizardTable';

describe('Interrupting a wizard', () => {
  const table = wizardTable();

  /** Stops at each step in turn. */
  const steps: readonly (readonly [step: string, reach: () => Promise<CardView>])[] = [
    ['the application', () => table.alex.create()],
    ['the details', () => table.alex.create({ application: 'Payroll API' })],
    [
      'the owner',
      async () => {
        await table.alex.create({ application: 'Payroll API' });
        return table.alex.click('Next', GOOD);
      },
    ],
    ['the summary', () => toSummary(table.alex)],
  ];

  it.each(steps)('ends on a typed cancel at %s', async (_step, reach) => {
    const card = await reach();
    expect(await table.alex.cancel()).toMatchObject({ kind: 'card' });
    expect(table.alex.sees.heading).toBe(CANCELLED);
    expect(await table.alex.help()).toEqual({ kind: 'none' });
    expect((await table.alex.clickOn(card, 'Cancel')).heading).toBe(CANCELLED);
  });

  it.each(steps)('shows the card of %s again after help, as good as before', async (_step, reach) => {
    const card = await reach();
    expect(await table.alex.help()).toMatchObject({ kind: 'card', card: card.card, wizardId: expect.any(String) });
  });

  it.each(steps)('answers free text at %s with a hint and the card again', async (_step, reach) => {
    const card = await reach();
    const answer = await table.alex.saySomething();
    expect(answer).toMatchObject({ kind: 'hint', card: card.card, wizardId: expect.any(String) });
  });

  it('shows what was typed and what is wrong with it again, too', async () => {
    await table.alex.create({ application: 'Payroll API' });
    const card = await table.alex.click('Next', { ...GOOD, name: '' });
    await table.alex.help();
    expect(table.alex.sees.typed).toEqual(card.typed);
    expect(table.alex.sees.faultsUnder('name')).toEqual(card.faultsUnder('name'));
  });

  it('has nothing to say when no wizard is open', async () => {
    expect(await table.alex.help()).toEqual({ kind: 'none' });
    expect(await table.alex.saySomething()).toEqual({ kind: 'none' });
    expect(await table.alex.cancel()).toEqual({ kind: 'none' });
  });
});
