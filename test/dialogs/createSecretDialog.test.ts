import { CardView } from './cardView';
import { Conversation } from './conversation';
import { DETAILS, OWNER, WHICH } from './headings';
import { GOOD, wizardTable } from './wizardTable';

describe('CreateSecretDialog', () => {
  const table = wizardTable();
  const payroll = () => ({ application: table.world.payroll.objectId });

  it('offers the applications that the person owns and no others', async () => {
    const megan = table.world.player(table.world.megan);
    expect((await megan.create()).choicesOf('application')).toEqual([`Payroll API (${table.world.payroll.appId})`]);
  });

  it('starts with the defaults: expiration within every cap, switches off, the person as owner', async () => {
    expect((await table.alex.create({ application: 'Payroll API' })).typed).toEqual({
      name: '',
      description: '',
      expiration: '2027-05-22',
      location: '',
      vault: 'false',
      share: 'false',
    });
    expect((await table.alex.click('Next', GOOD)).typed).toEqual({
      owner: table.world.alex.objectId,
      preApprove: 'false',
    });
  });

  it('proposes an expiration under the cap of the policy', async () => {
    const card = await table.alex.create({ application: 'Data Lake Loader' });
    expect(card.typed['expiration']).toBe('2027-02-21');
    expect(card.text).toContain('90 days');
  });

  it('preselects the location when there is only one', async () => {
    table.lay(1);
    expect((await table.alex.create({ application: 'Payroll API' })).typed['location']).toBe('prod');
  });

  it('shows the same card with what was typed and a sentence under each field at fault', async () => {
    await table.alex.create({ application: 'Payroll API' });
    const wrong = { name: ' ', description: 'Nightly', expiration: '2020-01-01', location: '', share: 'true' };
    const card = await table.alex.click('Next', wrong);
    expect(card.typed).toEqual({ ...wrong, vault: 'false' });
    for (const field of ['name', 'expiration', 'location', 'share']) expect(card.faultsUnder(field)).toHaveLength(1);
    for (const field of ['description', 'vault']) expect(card.faultsUnder(field)).toEqual([]);
  });

  it('keeps wrong and missing values on the way back and forth', async () => {
    await table.alex.create();
    await table.alex.click('Next', payroll());
    const half = { name: 'CI deploy', description: '', expiration: 'next week', location: 'nowhere', vault: 'true' };
    await table.alex.click('Back', half);
    expect((await table.alex.click('Next')).typed).toEqual({ ...half, share: 'false' });
  });

  it('keeps a wrong owner on the way back and forth', async () => {
    await table.alex.create({ application: 'Payroll API' });
    await table.alex.click('Next', GOOD);
    await table.alex.click('Back', { owner: 'nobody', preApprove: 'true' });
    expect((await table.alex.click('Next')).typed).toEqual({ owner: 'nobody', preApprove: 'true' });
  });

  it('shows the name of a chosen owner again, even when it was never checked', async () => {
    await table.alex.create({ application: 'Payroll API' });
    await table.alex.click('Next', GOOD);
    await table.alex.click('Back', { owner: table.world.megan.objectId });
    expect((await table.alex.click('Next')).choicesOf('owner')).toEqual(['Megan Osei']);
  });

  it.each([
    ['a person who is not in the directory', () => '00000000-0000-4000-8000-999999999999'],
    ['a person who is disabled', () => table.world.dana.objectId],
    ['no person at all', () => ''],
  ])('refuses %s as owner', async (_who, owner) => {
    await table.alex.create({ application: 'Payroll API' });
    await table.alex.click('Next', GOOD);
    const card = await table.alex.click('Next', { owner: owner() });
    expect(card.heading).toBe(OWNER);
    expect(card.typed['owner']).toBe(owner());
    expect(card.faultsUnder('owner')).toHaveLength(1);
  });

  it('refuses pre-approval of a secret that is not vaulted', async () => {
    await table.alex.create({ application: 'Payroll API' });
    await table.alex.click('Next', GOOD);
    expect((await table.alex.click('Next', { preApprove: 'true' })).faultsUnder('preApprove')).toHaveLength(1);
  });

  it('keeps the details when another application is chosen, and moves an untouched expiration under its cap', async () => {
    await table.alex.create();
    await table.alex.click('Next', payroll());
    await table.alex.click('Back', { name: 'CI deploy' });
    const card = await table.alex.click('Next', { application: table.world.loader.objectId });
    expect(card.typed).toMatchObject({ name: 'CI deploy', expiration: '2027-02-21' });
    expect(card.text).toContain('Data Lake Loader');
  });

  it('takes a typed client id or name for the application as well as a chosen one', async () => {
    await table.alex.create();
    expect((await table.alex.click('Next', { application: table.world.payroll.appId })).heading).toBe(DETAILS);
    await table.alex.click('Back');
    expect((await table.alex.click('Next', { application: 'invoice' })).text).toContain('Invoice Portal');
  });

  it.each([
    ['nothing', ''],
    ['an application that is not theirs', 'Somebody Else'],
  ])('asks for the application again when %s was chosen', async (_what, application) => {
    await table.alex.create();
    const card = await table.alex.click('Next', { application });
    expect(card.heading).toBe(WHICH);
    expect(card.typed['application']).toBe(application);
    expect(card.faultsUnder('application')).toHaveLength(1);
  });

  it('says on the first card why an application is refused, and lets another be chosen', async () => {
    await table.alex.create();
    const card = await table.alex.click('Next', { application: table.world.legacy.objectId });
    expect(card.heading).toBe(WHICH);
    expect(card.faultsUnder('application')).toEqual([expect.stringContaining('Legacy Gateway')]);
    expect((await table.alex.click('Next', payroll())).heading).toBe(DETAILS);
  });

  it('lets nobody skip to another step by a button that the card does not have', async () => {
    const first = await table.alex.create();
    const forged = new CardView({
      ...first.card,
      actions: [{ type: 'Action.Execute', title: 'Forged', verb: 'wizard/submit', data: nonceOf(first) }],
    });
    expect((await table.alex.clickOn(forged, 'Forged')).heading).toBe(WHICH);
    await table.alex.click('Next', payroll());
    const second = new CardView({
      ...table.alex.sees.card,
      actions: [{ type: 'Action.Execute', title: 'Forged', verb: 'wizard/submit', data: nonceOf(table.alex.sees) }],
    });
    expect((await table.alex.clickOn(second, 'Forged')).heading).toBe(DETAILS);
  });

  it('has no way back to an application that was never asked for', async () => {
    const card = await table.alex.create({ application: 'Payroll API' });
    expect(card.buttons).toEqual(['Next', 'Cancel']);
  });

  it('searches owners with the people picker of Teams in a personal chat and with ours elsewhere', async () => {
    const crew = table.world.player(table.world.alex, new Conversation('19:crew@thread.v2', 'groupChat'));
    const datasets: string[] = [];
    for (const player of [table.alex, crew]) {
      await player.create({ application: 'Payroll API' });
      datasets.push(JSON.stringify((await player.click('Next', GOOD)).card).match(/"dataset":"([^"]+)"/)?.[1] ?? '');
    }
    expect(datasets).toEqual(['graph.microsoft.com/users', 'people']);
  });

  it('asks for the application again when its policy began to block secrets meanwhile', async () => {
    await table.alex.create({ application: 'Payroll API' });
    table.world.passes(60_000);
    table.world.directory.setPolicy(table.world.payroll.objectId, { blocksSecrets: true });
    const card = await table.alex.click('Next', GOOD);
    expect(card.heading).toBe(WHICH);
    expect(card.faultsUnder('application')).toEqual([expect.stringContaining('Payroll API')]);
    table.world.directory.setPolicy(table.world.payroll.objectId, { blocksSecrets: false });
    expect((await table.alex.click('Next')).typed).toMatchObject({ name: 'CI deploy' });
  });

  it('asks for the application again when the person no longer owns it', async () => {
    await table.alex.create({ application: 'Payroll API' });
    table.world.passes(60_000);
    table.world.directory.setOwners(table.world.payroll.objectId, [table.world.megan.objectId]);
    expect((await table.alex.click('Next', GOOD)).faultsUnder('application')).toHaveLength(1);
  });
});

function nonceOf(card: CardView): object {
  return card.press('Next').payload;
}
