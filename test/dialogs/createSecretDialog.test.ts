import { wordsFor } from '../../src/messages/catalogue';
import { CardView } from './cardView';
import { Conversation } from './conversation';
import { openStorageFile, type StorageFile } from './storageFile';
import { type Player, WizardWorld } from './wizardWorld';

const DETAILS = 'Client Secret Details';
const OWNER = 'Client Secret Owner Details';
const WORDS = wordsFor('en-US');
const WHICH = WORDS.plain('application.heading');
const SUMMARY = WORDS.plain('summary.heading');
const CREATING = WORDS.plain('progress.creating.heading');
const CANCELLED = WORDS.plain('progress.cancelled.heading');

/** What Alex types when everything is fine. */
const GOOD = { name: 'CI deploy', description: 'Deploys the nightly build', location: 'prod' };

describe('CreateSecretDialog', () => {
  let file: StorageFile;
  let world: WizardWorld;
  let alex: Player;
  let payroll: { application: string };

  async function begin(locations?: number): Promise<void> {
    world = new WizardWorld(file.database.botStorage, locations);
    alex = world.player(world.alex);
    payroll = { application: world.payroll.objectId };
  }

  beforeEach(async () => {
    file = await openStorageFile({ now: () => world.now });
    await begin();
  });
  afterEach(() => file.remove());

  describe('conversations', () => {
    type Row = readonly [say: string, click: () => Promise<CardView>, heading: string];
    const create: Row = ['create', () => alex.create(), WHICH];
    const named: Row = ['create Payroll API', () => alex.create({ application: 'payroll api' }), DETAILS];
    const choose: Row = ['Next, Payroll API', () => alex.click('Next', payroll), DETAILS];
    const details: Row = ['Next, good details', () => alex.click('Next', GOOD), OWNER];
    const badDetails: Row = ['Next, no name', () => alex.click('Next', { ...GOOD, name: '' }), DETAILS];
    const owner: Row = ['Next, Alex', () => alex.click('Next'), SUMMARY];
    const badOwner: Row = ['Next, nobody', () => alex.click('Next', { owner: '' }), OWNER];
    const megan: Row = ['Next, Megan', () => alex.click('Next', { owner: world.megan.objectId }), SUMMARY];
    const submit: Row = ['Submit', () => alex.click('Submit'), CREATING];
    const cancel: Row = ['Cancel', () => alex.click('Cancel'), CANCELLED];
    const back = (heading: string): Row => ['Back', () => alex.click('Back'), heading];
    const next = (heading: string): Row => ['Next', () => alex.click('Next'), heading];

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

  it('offers the applications that the person owns and no others', async () => {
    const megan = world.player(world.megan);
    expect((await megan.create()).choicesOf('application')).toEqual([`Payroll API (${world.payroll.appId})`]);
  });

  it('starts with the defaults: expiration within every cap, switches off, the person as owner', async () => {
    expect((await alex.create({ application: 'Payroll API' })).typed).toEqual({
      name: '',
      description: '',
      expiration: '2027-05-22',
      location: '',
      vault: 'false',
      share: 'false',
    });
    expect((await alex.click('Next', GOOD)).typed).toEqual({ owner: world.alex.objectId, preApprove: 'false' });
  });

  it('proposes an expiration under the cap of the policy', async () => {
    const card = await alex.create({ application: 'Data Lake Loader' });
    expect(card.typed['expiration']).toBe('2027-02-21');
    expect(card.text).toContain('90 days');
  });

  it('preselects the location when there is only one', async () => {
    await begin(1);
    expect((await alex.create({ application: 'Payroll API' })).typed['location']).toBe('prod');
  });

  it('shows the same card with what was typed and a sentence under each field at fault', async () => {
    await alex.create({ application: 'Payroll API' });
    const wrong = { name: ' ', description: 'Nightly', expiration: '2020-01-01', location: '', share: 'true' };
    const card = await alex.click('Next', wrong);
    expect(card.typed).toEqual({ ...wrong, vault: 'false' });
    for (const field of ['name', 'expiration', 'location', 'share']) expect(card.faultsUnder(field)).toHaveLength(1);
    for (const field of ['description', 'vault']) expect(card.faultsUnder(field)).toEqual([]);
  });

  it('keeps wrong and missing values on the way back and forth', async () => {
    await alex.create();
    await alex.click('Next', payroll);
    const half = { name: 'CI deploy', description: '', expiration: 'next week', location: 'nowhere', vault: 'true' };
    await alex.click('Back', half);
    expect((await alex.click('Next')).typed).toEqual({ ...half, share: 'false' });
  });

  it('keeps a wrong owner on the way back and forth', async () => {
    await alex.create({ application: 'Payroll API' });
    await alex.click('Next', GOOD);
    await alex.click('Back', { owner: 'nobody', preApprove: 'true' });
    expect((await alex.click('Next')).typed).toEqual({ owner: 'nobody', preApprove: 'true' });
  });

  it('shows the name of a chosen owner again, even when it was never checked', async () => {
    await alex.create({ application: 'Payroll API' });
    await alex.click('Next', GOOD);
    await alex.click('Back', { owner: world.megan.objectId });
    expect((await alex.click('Next')).choicesOf('owner')).toEqual(['Megan Osei']);
  });

  it.each([
    ['a person who is not in the directory', () => '00000000-0000-4000-8000-999999999999'],
    ['a person who is disabled', () => world.dana.objectId],
    ['no person at all', () => ''],
  ])('refuses %s as owner', async (_who, owner) => {
    await alex.create({ application: 'Payroll API' });
    await alex.click('Next', GOOD);
    const card = await alex.click('Next', { owner: owner() });
    expect(card.heading).toBe(OWNER);
    expect(card.typed['owner']).toBe(owner());
    expect(card.faultsUnder('owner')).toHaveLength(1);
  });

  it('refuses pre-approval of a secret that is not vaulted', async () => {
    await alex.create({ application: 'Payroll API' });
    await alex.click('Next', GOOD);
    expect((await alex.click('Next', { preApprove: 'true' })).faultsUnder('preApprove')).toHaveLength(1);
  });

  it('keeps the details when another application is chosen, and moves an untouched expiration under its cap', async () => {
    await alex.create();
    await alex.click('Next', payroll);
    await alex.click('Back', { name: 'CI deploy' });
    const card = await alex.click('Next', { application: world.loader.objectId });
    expect(card.typed).toMatchObject({ name: 'CI deploy', expiration: '2027-02-21' });
    expect(card.text).toContain('Data Lake Loader');
  });

  it('takes a typed client id or name for the application as well as a chosen one', async () => {
    await alex.create();
    expect((await alex.click('Next', { application: world.payroll.appId })).heading).toBe(DETAILS);
    await alex.click('Back');
    expect((await alex.click('Next', { application: 'invoice' })).text).toContain('Invoice Portal');
  });

  it.each([
    ['nothing', ''],
    ['an application that is not theirs', 'Somebody Else'],
  ])('asks for the application again when %s was chosen', async (_what, application) => {
    await alex.create();
    const card = await alex.click('Next', { application });
    expect(card.heading).toBe(WHICH);
    expect(card.typed['application']).toBe(application);
    expect(card.faultsUnder('application')).toHaveLength(1);
  });

  it('says on the first card why an application is refused, and lets another be chosen', async () => {
    await alex.create();
    const card = await alex.click('Next', { application: world.legacy.objectId });
    expect(card.heading).toBe(WHICH);
    expect(card.faultsUnder('application')).toEqual([expect.stringContaining('Legacy Gateway')]);
    expect((await alex.click('Next', payroll)).heading).toBe(DETAILS);
  });

  it('lets nobody skip to another step by a button that the card does not have', async () => {
    const first = await alex.create();
    const forged = new CardView({
      ...first.card,
      actions: [{ type: 'Action.Execute', title: 'Forged', verb: 'wizard/submit', data: nonceOf(first) }],
    });
    expect((await alex.clickOn(forged, 'Forged')).heading).toBe(WHICH);
    await alex.click('Next', payroll);
    const second = new CardView({
      ...alex.sees.card,
      actions: [{ type: 'Action.Execute', title: 'Forged', verb: 'wizard/submit', data: nonceOf(alex.sees) }],
    });
    expect((await alex.clickOn(second, 'Forged')).heading).toBe(DETAILS);
  });

  it('has no way back to an application that was never asked for', async () => {
    const card = await alex.create({ application: 'Payroll API' });
    expect(card.buttons).toEqual(['Next', 'Cancel']);
  });

  it('searches owners with the people picker of Teams in a personal chat and with ours elsewhere', async () => {
    const crew = world.player(world.alex, new Conversation('19:crew@thread.v2', 'groupChat'));
    const datasets: string[] = [];
    for (const player of [alex, crew]) {
      await player.create({ application: 'Payroll API' });
      datasets.push(JSON.stringify((await player.click('Next', GOOD)).card).match(/"dataset":"([^"]+)"/)?.[1] ?? '');
    }
    expect(datasets).toEqual(['graph.microsoft.com/users', 'people']);
  });

  it('asks for the application again when its policy began to block secrets meanwhile', async () => {
    await alex.create({ application: 'Payroll API' });
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: true });
    const card = await alex.click('Next', GOOD);
    expect(card.heading).toBe(WHICH);
    expect(card.faultsUnder('application')).toEqual([expect.stringContaining('Payroll API')]);
    world.directory.setPolicy(world.payroll.objectId, { blocksSecrets: false });
    expect((await alex.click('Next')).typed).toMatchObject({ name: 'CI deploy' });
  });

  it('asks for the application again when the person no longer owns it', async () => {
    await alex.create({ application: 'Payroll API' });
    world.directory.setOwners(world.payroll.objectId, [world.megan.objectId]);
    expect((await alex.click('Next', GOOD)).faultsUnder('application')).toHaveLength(1);
  });
});

function nonceOf(card: CardView): object {
  return card.press('Next').payload;
}
