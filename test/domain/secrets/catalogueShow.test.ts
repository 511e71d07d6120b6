import { parseReference } from '../../../src/domain/reference';
import { aLocation, anApplication } from '../../support/memory/directoryBuilders';
import { actor, DomainWorld } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';

describe('show', () => {
  it('gives the whole to those who answer for it, with what they may do', async () => {
    const world = new DomainWorld();
    const { secret, intent } = await world.created(world.draft({}, { ownerId: world.megan.objectId }));
    world.directory.setLastUse(secret.keyId, world.clock.now());
    for (const person of [world.alex, world.megan, world.nora]) {
      const view = await world.domain.catalogue.show(actor(person), secret.reference.toLowerCase());
      expect(view).toMatchObject({
        kind: 'full',
        secret: { reference: secret.reference, description: 'Deploys the payroll service' },
        location: { name: 'Production' },
        lastUse: world.clock.now(),
        actions: { delete: true },
        tickets: [{ ticket: { id: intent.ticketId }, mine: person === world.alex }],
      });
    }
  });

  it('offers "I didn\'t see it" to the person whose ticket it was', async () => {
    const world = new DomainWorld();
    const { secret, intent } = await world.created(world.draft({}, { ownerId: world.megan.objectId }));
    await world.domain.reveals.reveal(actor(world.alex), intent.ticketId, undefined, world.clock.now());
    const actions = async (person = world.alex) => {
      const view = await world.domain.catalogue.show(actor(person), secret.reference);
      return view.kind === 'full' ? view.actions : undefined;
    };
    expect(await actions()).toMatchObject({ notSeen: { remedy: 'new_ticket', ticketId: intent.ticketId } });
    expect(await actions(world.megan)).not.toHaveProperty('notSeen');
  });

  it('does not tell a secret that is not theirs from one that does not exist', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const failure = (text: string) =>
      world.domain.catalogue.show(actor(world.lee), text).then(
        () => undefined,
        (error) => ({ code: error.code, what: error.details.what }),
      );
    expect(await failure(secret.reference)).toEqual(await failure('sb-00000000'));
    expect(await failure('CI deploy')).toEqual(await failure('no such name'));
    expect(await failure(secret.reference)).toEqual({ code: 'not_found', what: 'secret' });
  });

  it('tells them apart no more when the directory fails to say who owns the application', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const { catalogue, deletes } = world.domain;
    const codeOf = (answer: Promise<unknown>) =>
      answer.then(
        () => undefined,
        (error) => error.code,
      );
    const lee = actor(world.lee);
    const asks = {
      ownerIds: [secret.reference, 'sb-00000000'],
      applicationsOwnedBy: ['CI deploy', 'no such name', secret.reference, 'sb-00000000'],
      isMemberOf: [secret.reference, 'CI deploy', 'sb-00000000', 'no such name'],
    } as const;
    for (const method of ['ownerIds', 'applicationsOwnedBy', 'isMemberOf'] as const) {
      for (const text of asks[method]) {
        world.clock.advance(6 * MINUTE);
        world.directory.interruptions.fail(method);
        expect(await codeOf(catalogue.show(lee, text))).toBe('unavailable');
      }
      if (method === 'applicationsOwnedBy') continue;
      for (const reference of [secret.reference, parseReference('sb-00000000') ?? secret.reference]) {
        world.clock.advance(6 * MINUTE);
        world.directory.interruptions.fail(method);
        expect(await codeOf(deletes.ask(lee, { reference }))).toBe('unavailable');
      }
    }
  });

  it('asks the directory as often for a name that does not exist as for one that is not theirs', async () => {
    const locations = [aLocation({ usersGroupId: 'group' })];
    const world = new DomainWorld();
    world.directory.addGroup('group', [world.alex.objectId]);
    const domain = world.restarted({ locations });
    const { id } = await world.submit(world.draft(), domain);
    await domain.creates.fulfil(id);
    await domain.people.isAdministrator(actor(world.lee));
    const reads = async (text: string) => {
      let count = 0;
      for (const method of ['ownerIds', 'applicationsOwnedBy', 'isMemberOf', 'person'] as const) {
        world.directory.interruptions.during(method, 'before', () => (count += 1), 100);
      }
      await expect(domain.catalogue.show(actor(world.lee), text)).rejects.toMatchObject({ code: 'not_found' });
      world.directory.interruptions.clear();
      return count;
    };
    await reads('warms what is remembered');
    // Both can be read as a reference too: what is typed decides what is looked for, never what is found.
    const forAnother = await reads('CI deploy');
    expect(forAnother).toBe(4);
    expect(await reads('no deploy')).toBe(forAnother);
  });

  it('finds a unique name, ignoring case, and names the candidates one may see where there are several', async () => {
    const world = new DomainWorld();
    const other = world.directory.addApplication(anApplication({ displayName: 'Invoice Portal' }), {
      ownerIds: [world.alex.objectId, world.megan.objectId],
    });
    const { secret } = await world.created();
    await expect(world.domain.catalogue.show(actor(world.alex), ' ci deploy ')).resolves.toMatchObject({
      secret: { reference: secret.reference },
    });
    const twin = await world.created({ ...world.draft(), applicationId: other.objectId });
    await expect(world.domain.catalogue.show(actor(world.alex), 'CI deploy')).rejects.toMatchObject({
      code: 'ambiguous',
      details: {
        candidates: expect.arrayContaining([`CI deploy (${secret.reference})`, `CI deploy (${twin.secret.reference})`]),
      },
    });
    await expect(world.domain.catalogue.show(actor(world.megan), 'CI deploy')).resolves.toMatchObject({
      secret: { reference: twin.secret.reference },
    });
  });

  it('shows to those it is shared with no more than name, application and owner', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created(world.draft({ share: true }));
    expect(await world.domain.catalogue.show(actor(world.lee), secret.reference)).toEqual({
      kind: 'shared',
      reference: secret.reference,
      name: 'CI deploy',
      applicationName: 'Payroll API',
      ownerName: 'Alex Rivera',
      mayRequest: true,
    });
  });

  it('shows what became of a secret to those who answer for it, and offers nothing any more', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const intent = await world.domain.deletes.confirm(actor(world.alex), { reference: secret.reference }, secret.name);
    await world.domain.deletes.fulfil(intent.id);
    await expect(world.domain.catalogue.show(actor(world.alex), secret.reference)).resolves.toMatchObject({
      secret: { state: 'deleted' },
      actions: { delete: false },
    });
  });

  it('does not fail where the report of last use does', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    world.directory.interruptions.fail('lastUse');
    await expect(world.domain.catalogue.show(actor(world.alex), secret.reference)).resolves.toMatchObject({
      lastUse: 'unknown',
    });
  });
});
