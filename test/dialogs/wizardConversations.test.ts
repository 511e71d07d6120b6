import type { CardView } from './cardView';
import { CANCELLED, CREATING, DETAILS, OWNER, SUMMARY, WHICH } from './headings';
import { GOOD, wizardTable } from './wizardTable';

describe('A conversation with the create wizard', () => {
  const table = wizardTable();

  type Row = readonly [say: string, click: () => Promise<CardView>, heading: string];
  const create: Row = ['create', () => table.alex.create(), WHICH];
  const named: Row = ['create Payroll API', () => table.alex.create({ application: 'payroll api' }), DETAILS];
  const choose: Row = [
    'Next, Payroll API',
    () => table.alex.click('Next', { application: table.world.payroll.objectId }),
    DETAILS,
  ];
  const details: Row = ['Next, good details', () => table.alex.click('Next', GOOD), OWNER];
  const badDetails: Row = ['Next, no name', () => table.alex.click('Next', { ...GOOD, name: '' }), DETAILS];
  const owner: Row = ['Next, Alex', () => table.alex.click('Next'), SUMMARY];
  const badOwner: Row = ['Next, nobody', () => table.alex.click('Next', { owner: '' }), OWNER];
  const megan: Row = ['Next, Megan', () => table.alex.click('Next', { owner: table.world.megan.objectId }), SUMMARY];
  const submit: Row = ['Submit', () => table.alex.click('Submit'), CREATING];
  const cancel: Row = ['Cancel', () => table.alex.click('Cancel'), CANCELLED];
  const back = (heading: string): Row => ['Back', () => table.alex.click('Back'), heading];
  const next = (heading: string): Row => ['Next', () => table.alex.click('Next'), heading];

  const tables: readonly (readonly [name: string, rows: readonly Row[]])[] = [
    ['goes from the application to Submit', [create, choose, details, owner, submit]],
    ['skips the first step when the application is named', [named, details, owner, submit]],
    ['asks again until the details are right', [named, badDetails, badDetails, details, owner, submit]],
    ['asks again until the owner is right', [named, details, badOwner, megan, submit]],
    [
      'goes all the way back and forth again',
      [
        ...[create, choose, details, owner, back(OWNER), back(DETAILS), back(WHICH)],
        ...[next(DETAILS), next(OWNER), next(SUMMARY), submit],
      ],
    ],
    [
      'goes back from wrong details, and forth again',
      [create, choose, badDetails, back(WHICH), next(DETAILS), details],
    ],
    ['ends on Cancel at the first step', [create, cancel]],
    ['ends on Cancel at the details', [named, cancel]],
    ['ends on Cancel at the owner', [named, details, cancel]],
    ['ends on Cancel at the summary', [named, details, owner, cancel]],
    ['begins anew after Cancel', [named, cancel, create, choose]],
    ['begins anew after Submit', [named, details, owner, submit, named]],
  ];

  it.each(tables)('%s', async (_name, rows) => {
    const shown: string[] = [];
    for (const [say, click] of rows) shown.push(`${say} → ${(await click()).heading}`);
    expect(shown).toEqual(rows.map(([say, , heading]) => `${say} → ${heading}`));
  });
});
