import { DomainError } from '../../src/domain/errors';
import { CANCELLED, CREATED, CREATING, DETAILS, OWNER, WHICH } from './headings';
import { GOOD, submittedId, toSummary, wizardTable } from './wizardTable';

describe('Submitting a wizard', () => {
  const table = wizardTable();

  it('writes the intent down under the id of the wizard, and hands it over', async () => {
    await toSummary(table.alex);
    const { wizardId } = table.alex.answer as { wizardId: string };
    expect((await table.alex.click('Submit')).heading).toBe(CREATING);
    expect(table.alex.answer).toMatchObject({ kind: 'submitted', intentId: wizardId });
    const intent = await table.world.store.records.intents.findCreate(wizardId);
    expect(intent).toMatchObject({
      id: wizardId,
      step: 'intended',
      actor: { objectId: table.world.alex.objectId },
      application: { objectId: table.world.payroll.objectId },
      draft: {
        details: { name: 'CI deploy', locationId: 'prod', vault: false, share: false },
        owner: { ownerId: table.world.alex.objectId, preApprove: false },
        timeZone: 'Europe/Berlin',
      },
      origin: { kind: 'personal', personId: table.world.alex.objectId },
    });
  });

  it('gives the same intent for a Submit that arrives again, and says how it stands', async () => {
    const summary = await toSummary(table.alex);
    await table.alex.click('Submit');
    const first = submittedId(table.alex);
    expect((await table.alex.clickOn(summary, 'Submit')).heading).toBe(CREATING);
    expect(submittedId(table.alex)).toBe(first);
    expect(await table.alex.outcome(first)).toEqual({ kind: 'none' });
    await finish(first);
    expect(await table.alex.outcome(first)).toMatchObject({ kind: 'submitted', intentId: first });
    expect(table.alex.sees.heading).toBe(CREATED);
    const again = await table.alex.clickOn(summary, 'Submit');
    expect(again.heading).toBe(CREATED);
    expect(submittedId(table.alex)).toBe(first);
  });

  it.each([
    ['the name was taken meanwhile', DETAILS, 'name', () => takeTheName()],
    ['the expiration is too late now', DETAILS, 'expiration', () => capLifetime()],
    ['the owner was disabled meanwhile', OWNER, 'owner', () => disableMegan()],
    ['the application blocks secrets now', WHICH, 'application', () => blockSecrets()],
    ['the person does not own the application any more', WHICH, 'application', () => takeOwnership()],
  ])('goes back to the right card with the fault under its field when %s', async (_what, heading, field, change) => {
    await table.alex.create({ application: 'Payroll API' });
    await table.alex.click('Next', GOOD);
    const summary = await table.alex.click('Next', { owner: table.world.megan.objectId });
    await change();
    const card = await table.alex.click('Submit');
    expect(card.heading).toBe(heading);
    expect(card.faultsUnder(field)).toHaveLength(1);
    expect(table.alex.answer.kind).toBe('card');
    expect((await table.alex.clickOn(summary, 'Submit')).card).toEqual(card.card);
  });

  it('goes on to Submit when the fault was mended', async () => {
    await toSummary(table.alex);
    await takeTheName();
    expect((await table.alex.click('Submit')).typed).toMatchObject(GOOD);
    await table.alex.click('Next', { name: 'CI deploy 2' });
    expect((await table.alex.click('Next')).text).toContain('CI deploy 2');
    expect((await table.alex.click('Submit')).heading).toBe(CREATING);
  });

  it('finds on the way to the summary that the name was taken meanwhile', async () => {
    await table.alex.create({ application: 'Payroll API' });
    await table.alex.click('Next', GOOD);
    await takeTheName();
    const card = await table.alex.click('Next');
    expect(card.heading).toBe(DETAILS);
    expect(card.faultsUnder('name')).toHaveLength(1);
  });

  it('changes nothing when the directory fails at Submit: the same button works again', async () => {
    const summary = await toSummary(table.alex);
    table.world.directory.interruptions.fail('application');
    await expect(table.alex.click('Submit')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await table.alex.help()).toMatchObject({ card: summary.card });
    expect((await table.alex.clickOn(summary, 'Submit')).heading).toBe(CREATING);
  });

  it('still lets the person cancel when the directory failed at Submit', async () => {
    const summary = await toSummary(table.alex);
    table.world.directory.interruptions.fail('application');
    await expect(table.alex.click('Submit')).rejects.toMatchObject({ code: 'unavailable' });
    expect((await table.alex.clickOn(summary, 'Cancel')).heading).toBe(CANCELLED);
  });

  it('does not call cancelled what the database wrote down though its answer was lost', async () => {
    const { world } = table;
    const submit: typeof world.creates.submit = async (...given) => {
      await world.creates.submit(...given);
      throw new DomainError('unavailable', { service: 'storage' });
    };
    const creates = world.createsWith({ submit });
    const losing = world.player(world.alex, undefined, world.anotherRunner({ creates }));
    const summary = await toSummary(losing);
    await expect(losing.click('Submit')).rejects.toMatchObject({ code: 'unavailable' });
    const next = world.player(world.alex);
    expect((await next.clickOn(summary, 'Cancel')).heading).toBe(CREATING);
    expect(next.answer).toMatchObject({ kind: 'submitted' });
  });

  it('changes nothing when the directory fails at Next: the same button works again', async () => {
    const details = await table.alex.create({ application: 'Payroll API' });
    table.world.passes(60_000);
    table.world.directory.interruptions.fail('application');
    await expect(table.alex.click('Next', GOOD)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await table.alex.clickOn(details, 'Next', GOOD)).heading).toBe(OWNER);
  });

  async function finish(intentId: string): Promise<void> {
    const { intents } = table.world.store.records;
    const until = new Date(table.world.now.getTime() + 60_000);
    const lease = await intents.lease(intentId, table.world.now, until);
    const intent = await intents.findCreate(intentId);
    if (lease === undefined || intent === undefined) throw new Error('the intent cannot be finished');
    await intents.saveCreate({ ...intent, step: 'done' }, lease, table.world.now);
  }

  /** Megan, who owns the application too, submits a secret of the same name. */
  async function takeTheName(): Promise<void> {
    const megan = table.world.player(table.world.megan);
    await toSummary(megan);
    await megan.click('Submit');
  }

  async function capLifetime(): Promise<void> {
    table.world.directory.setPolicy(table.world.payroll.objectId, { blocksSecrets: false, maxLifetimeDays: 10 });
  }

  async function disableMegan(): Promise<void> {
    table.world.directory.addPerson({ ...table.world.megan, enabled: false });
  }

  async function blockSecrets(): Promise<void> {
    table.world.directory.setPolicy(table.world.payroll.objectId, { blocksSecrets: true });
  }

  async function takeOwnership(): Promise<void> {
    table.world.directory.setOwners(table.world.payroll.objectId, [table.world.megan.objectId]);
  }
});
