import { TENANT } from './conversation';
import { OWNS_NONE } from './headings';
import { GOOD, submittedId, toSummary, wizardTable } from './wizardTable';

describe('Opening a wizard', () => {
  const table = wizardTable();

  it.each([
    ['its policy blocks secrets', 'Legacy Gateway'],
    ['the bot may not serve it', 'Partner Exchange'],
  ])('answers at once when %s, and opens no wizard', async (_why, application) => {
    const card = await table.alex.create({ application });
    expect(card.text).toContain(application);
    expect(card.buttons).not.toContain('Next');
    expect(await table.alex.help()).toEqual({ kind: 'none' });
  });

  it('says that an application is unknown, and opens no wizard', async () => {
    expect((await table.alex.create({ application: 'Nonsense' })).text).toContain('Nonsense');
    expect(await table.alex.help()).toEqual({ kind: 'none' });
  });

  it.each([
    ['without a name', {}],
    ['with a name', { application: 'Payroll API' }],
  ])('says before anything is typed that everything is stopped, and opens no wizard, %s', async (_how, request) => {
    const { store, now, megan } = table.world;
    const by = { objectId: megan.objectId, displayName: megan.displayName };
    await store.transaction(({ freezes }) => freezes.set(TENANT, { by, at: now, reason: '' }));
    expect((await table.alex.create(request)).text).toContain('Everything is stopped for now');
    expect(await table.alex.help()).toEqual({ kind: 'none' });
    await store.transaction(({ freezes }) => freezes.clear(TENANT));
    expect((await table.alex.create(request)).text).not.toContain('stopped');
  });

  it('does not tell whether an application of somebody else exists', async () => {
    const megan = table.world.player(table.world.megan);
    const theirs = (await megan.create({ application: 'Invoice Portal' })).text;
    const unknown = (await megan.create({ application: 'Invoice Partal' })).text;
    expect(theirs.replaceAll('Portal', 'Partal')).toBe(unknown);
  });

  it('names the candidates when several applications fit', async () => {
    const text = (await table.alex.create({ application: 'P' })).text;
    expect(text).toContain('Payroll API');
    expect(text).toContain('Partner Exchange');
  });

  it.each([
    ['without a name', {}],
    ['with a name', { application: 'Payroll API' }],
  ])('tells a person who owns no application how to become an owner, %s', async (_how, request) => {
    const lee = table.world.player(table.world.lee);
    const card = await lee.create(request);
    expect(card.heading).toBe(OWNS_NONE);
    expect(await lee.help()).toEqual({ kind: 'none' });
  });

  it('names the wizard, so that later notices find its message', async () => {
    await table.alex.create();
    expect(table.alex.answer).toMatchObject({ kind: 'card', wizardId: expect.any(String) });
  });

  it('prefills Create again with everything that was typed before', async () => {
    await table.alex.create({ application: 'Payroll API' });
    await table.alex.click('Next', { ...GOOD, vault: 'true', share: 'true', expiration: '2027-01-31' });
    await table.alex.click('Next', { owner: table.world.megan.objectId, preApprove: 'true' });
    await table.alex.click('Submit');
    const intentId = submittedId(table.alex);

    expect((await table.alex.create({ intent: intentId })).typed).toEqual({
      ...GOOD,
      vault: 'true',
      share: 'true',
      expiration: '2027-01-31',
    });
    const owner = await table.alex.click('Next', { name: 'CI deploy 2' });
    expect(owner.typed).toEqual({ owner: table.world.megan.objectId, preApprove: 'true' });
    expect(owner.choicesOf('owner')).toEqual(['Megan Osei']);
  });

  it('gives nobody what somebody else typed', async () => {
    await toSummary(table.alex);
    await table.alex.click('Submit');
    const megan = table.world.player(table.world.megan);
    const card = await megan.create({ intent: submittedId(table.alex) });
    expect(card.text).not.toContain('CI deploy');
    expect(await megan.help()).toEqual({ kind: 'none' });
  });
});
