import { EndedWork } from '../../../src/domain/secrets/endedWork';
import { NEVER } from '../../../src/domain/stopping';
import { aCreate, aDelete, aSecret, ref } from '../../contracts/store/storeBuilders';
import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { DAY } from '../support/fixedClock';

const forgotten = async (world: DomainWorld, id: string) =>
  (await world.store.records.intents.findCreate(id)) === undefined &&
  (await world.store.records.intents.findDelete(id)) === undefined;

describe('what ended long ago', () => {
  it('is forgotten after 90 days with what was typed, and its secret, tickets and audit stay', async () => {
    const world = new DomainWorld();
    const { intent, secret } = await world.created();
    const before = await world.store.records.audit.ofSecret(TENANT, secret.reference, 100);
    await world.sweepFor(89 * DAY, DAY);
    expect(await forgotten(world, intent.id)).toBe(false);
    expect(await world.domain.creates.draftOf(actor(world.alex), intent.id)).toEqual(intent.draft);
    await world.sweepFor(2 * DAY, DAY);
    expect(await forgotten(world, intent.id)).toBe(true);
    expect(world.chat.forgotten).toEqual([`${world.alex.objectId}/wizard:${intent.id}`]);
    const { records } = world.store;
    expect(await records.secrets.find(TENANT, secret.reference)).toEqual(secret);
    expect(await records.tickets.find(intent.ticketId)).toBeDefined();
    expect(await records.audit.ofSecret(TENANT, secret.reference, 100)).toEqual(expect.arrayContaining([...before]));
  });

  it('a late click on *Create again* is told that there is nothing, and makes nothing', async () => {
    const world = new DomainWorld();
    const { intent } = await world.created();
    await world.sweepFor(91 * DAY, DAY);
    const again = world.domain.creates.draftOf(actor(world.alex), intent.id);
    await expect(again).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a delete that is done is forgotten, and repeating it still says that the secret is gone', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created();
    const confirm = () => world.domain.deletes.confirm(actor(world.alex), { reference: secret.reference }, secret.name);
    const { id } = await confirm();
    await world.domain.deletes.fulfil(id);
    await world.sweepFor(91 * DAY, DAY);
    expect(await forgotten(world, id)).toBe(true);
    expect(world.chat.forgotten).toContain(`${world.alex.objectId}/notice:deleted:${secret.reference}`);
    await expect(confirm()).rejects.toMatchObject({ code: 'gone' });
  });

  it('what is open is never forgotten, nor a create of which nobody knows how it ended', async () => {
    const world = new DomainWorld();
    const { intents } = world.store.records;
    await intents.addCreate(aCreate({ id: 'open', step: 'adding' }));
    await intents.addDelete(aDelete({ id: 'open-delete', step: 'intended' }));
    await intents.addCreate(aCreate({ id: 'unclear', step: 'unclear' }));
    world.clock.advance(400 * DAY);
    await endedWork(world).run();
    for (const id of ['open', 'open-delete', 'unclear']) expect(await forgotten(world, id)).toBe(false);
  });

  it('an undone reissue stays as long as its secret is there: the next one must not have its number', async () => {
    const world = new DomainWorld();
    const { intents, secrets } = world.store.records;
    await secrets.add(aSecret({ tenantId: TENANT }));
    await intents.addCreate(aCreate({ tenantId: TENANT, kind: 'reissue', replaces: ref(1), step: 'undone' }));
    world.clock.advance(400 * DAY);
    await endedWork(world).run();
    expect(await forgotten(world, 'create-1')).toBe(false);
    await secrets.moveState(TENANT, ref(1), 'active', 'gone', world.clock.now());
    await endedWork(world).run();
    expect(await forgotten(world, 'create-1')).toBe(true);
  });

  it('goes in pages, between which others have their turn, and is found again where it stopped', async () => {
    const world = new DomainWorld();
    const { intents } = world.store.records;
    for (let number = 0; number < 250; number += 1) {
      await intents.addDelete(aDelete({ id: `delete-${number}`, keyId: `key-${number}`, step: 'done' }));
    }
    world.clock.advance(400 * DAY);
    let turns = 0;
    const giveWay = async () => {
      turns += 1;
    };
    const left = async () => (await intents.ended(world.clock.now(), 1000)).items.length;
    await endedWork(world, { stopping: () => turns > 0, pauses: { giveWay } }).run();
    expect(await left()).toBe(150);
    world.chat.interruptions.fail('forget');
    await expect(endedWork(world).run()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await left()).toBe(150);
    await endedWork(world, { pauses: { giveWay } }).run();
    expect([await left(), turns]).toEqual([0, 3]);
  });
});

function endedWork(world: DomainWorld, changes: Partial<ConstructorParameters<typeof EndedWork>[0]> = {}): EndedWork {
  return new EndedWork({ ...world.world, stopping: NEVER, ...changes });
}
