import type { CreateIntent } from '../../../src/domain/secrets/intent';
import { actor, DomainWorld, originOf } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';

describe('Submit', () => {
  it('gives the same intent when it arrives twice, also at the same moment', async () => {
    const world = new DomainWorld();
    const context = { wizardId: 'wizard-twice', origin: originOf(world.alex) };
    const [one, other] = await Promise.all([
      world.domain.creates.submit(actor(world.alex), world.draft(), context),
      world.domain.creates.submit(actor(world.alex), world.draft(), context),
    ]);
    expect(one.reference).toBe(other.reference);
    await Promise.all([world.domain.creates.fulfil(one.id), world.domain.creates.fulfil(one.id)]);
    expect(world.ownCredentials()).toHaveLength(1);
  });

  it('gives the same intent when the other one has taken the name just before the check', async () => {
    const world = new DomainWorld();
    const context = { wizardId: 'wizard-twice', origin: originOf(world.alex) };
    let other: Promise<CreateIntent> | undefined;
    world.directory.interruptions.during('policy', 'before', () => {
      other = world.domain.creates.submit(actor(world.alex), world.draft(), context);
      return other;
    });
    const one = await world.domain.creates.submit(actor(world.alex), world.draft(), context);
    expect(one.reference).toBe((await other)?.reference);
  });

  it("does not take over somebody else's wizard", async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    const context = { wizardId: id, origin: originOf(world.nora) };
    await expect(world.domain.creates.submit(actor(world.nora), world.draft(), context)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('refuses a person who no longer owns the application, as if there were none', async () => {
    const world = new DomainWorld();
    world.directory.setOwners(world.payroll.objectId, []);
    await expect(world.submit()).rejects.toMatchObject({ code: 'not_found', details: { what: 'application' } });
  });

  it('refuses a person who was disabled a minute after they were looked up', async () => {
    const world = new DomainWorld();
    await world.domain.people.verify(actor(world.alex));
    world.clock.advance(MINUTE);
    world.directory.addPerson({ ...world.alex, enabled: false });
    await expect(world.submit()).rejects.toMatchObject({ code: 'not_found', details: { what: 'person' } });
  });

  it('says every fault at once', async () => {
    const world = new DomainWorld();
    const details = { name: ' ', description: '', expiration: '2026-02-30', vault: false, share: true };
    const draft = world.draft(details, { ownerId: '', preApprove: true });
    await expect(world.submit(draft)).rejects.toMatchObject({
      code: 'invalid_input',
      details: {
        faults: [
          { field: 'name', rule: 'required' },
          { field: 'description', rule: 'required' },
          { field: 'expiration', rule: 'not_a_date' },
          { field: 'share', rule: 'needs_vaulting' },
          { field: 'owner', rule: 'required' },
          { field: 'preApprove', rule: 'needs_vaulting' },
        ],
      },
    });
  });

  it('reserves the name from the moment the intent is written', async () => {
    const world = new DomainWorld();
    await world.submit();
    await expect(world.submit(world.draft({ name: 'ci DEPLOY' }))).rejects.toMatchObject({
      details: { faults: [{ field: 'name', rule: 'taken' }] },
    });
  });

  it('lets only one of two simultaneous creates have a name', async () => {
    const world = new DomainWorld();
    const results = await Promise.allSettled([world.submit(), world.submit()]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('what is checked again right before the credential is made', () => {
  it.each([
    ['the person no longer owns the application', (w: DomainWorld) => w.directory.setOwners(w.payroll.objectId, [])],
    ['policy blocks secrets', (w: DomainWorld) => w.directory.setPolicy(w.payroll.objectId, { blocksSecrets: true })],
    ['the owner was disabled', (w: DomainWorld) => w.directory.addPerson({ ...w.megan, enabled: false })],
    ['the person was disabled', (w: DomainWorld) => w.directory.addPerson({ ...w.alex, enabled: false })],
    [
      'policy caps below the chosen day',
      (w: DomainWorld) => w.directory.setPolicy(w.payroll.objectId, { blocksSecrets: false, maxLifetimeDays: 30 }),
    ],
  ])('nothing is created when %s', async (_what, change) => {
    const world = new DomainWorld();
    const { id } = await world.submit(world.draft({}, { ownerId: world.megan.objectId }));
    change(world);
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.ownCredentials()).toEqual([]);
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      kind: 'not_created',
      reason: 'refused',
      undone: false,
    });
  });

  it('is told as a failure of Graph when it cannot be asked', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.directory.interruptions.fail('policy');
    await world.domain.creates.fulfil(id);
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `wizard:${id}`)).toMatchObject({
      reason: 'graph_failed',
      undone: false,
    });
  });
});

describe('Create again', () => {
  it('gives the draft to the person whose create it was', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit(world.draft({ name: '  CI deploy ' }));
    await expect(world.domain.creates.draftOf(actor(world.alex), id)).resolves.toEqual(world.draft());
    await expect(world.domain.creates.draftOf(actor(world.nora), id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('may take the name of the create that was undone', async () => {
    const world = new DomainWorld();
    const { id } = await world.submit();
    world.directory.interruptions.fail('policy');
    await world.domain.creates.fulfil(id);
    await expect(world.created()).resolves.toMatchObject({ secret: { name: 'CI deploy' } });
  });
});
