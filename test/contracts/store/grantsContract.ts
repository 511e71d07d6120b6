import type { Store } from '../../../src/domain/records';
import type { Grant } from '../../../src/domain/sharing/grant';
import { aFreeze, aGrant, LEE } from './sharingBuilders';
import { ALEX, after, MEGAN, OTHER_TENANT, ref, TENANT } from './storeBuilders';

const alex = { objectId: ALEX, displayName: 'Alex Rivera' };
const ids = (grants: readonly Grant[]) => grants.map((grant) => grant.id);

export function describeGrants(store: () => Store): void {
  const grants = () => store().records.grants;
  const add = (id: string, overrides: Partial<Grant> = {}) =>
    grants().add(aGrant({ id, ticketId: `ticket of ${id}`, ...overrides }));

  it('gives back every detail of a grant, the optional ones too', async () => {
    const revoked = aGrant({ id: 'grant-2', ticketId: 't', state: 'revoked', endedAt: after(3), revokedBy: alex });
    await grants().add(aGrant());
    await grants().add(revoked);
    expect(await grants().find('grant-1')).toStrictEqual(aGrant());
    expect(await grants().find('grant-2')).toStrictEqual(revoked);
    expect(await grants().find('grant-3')).toBeUndefined();
  });

  it('refuses an id that is there already, and a second grant for one ticket', async () => {
    const conflict = { code: 'conflict', details: { reason: 'changed_meanwhile' } };
    await grants().add(aGrant());
    await expect(add('grant-1', { reference: ref(2) })).rejects.toMatchObject(conflict);
    await expect(add('grant-2', { ticketId: 'ticket-1' })).rejects.toMatchObject(conflict);
    expect(await grants().ofSecret(TENANT, ref(1))).toStrictEqual([aGrant()]);
  });

  it.each(['ended', 'revoked', 'closed'] as const)('ends a live grant as %s, once', async (as) => {
    await grants().add(aGrant());
    expect(await grants().end('grant-1', as, after(5))).toStrictEqual(aGrant({ state: as, endedAt: after(5) }));
    expect(await grants().end('grant-1', 'revoked', after(6), alex)).toBeUndefined();
    expect(await grants().find('grant-1')).toStrictEqual(aGrant({ state: as, endedAt: after(5) }));
    expect(await grants().end('grant-9', as, after(5))).toBeUndefined();
  });

  it('remembers who revoked it', async () => {
    await grants().add(aGrant());
    expect((await grants().end('grant-1', 'revoked', after(5), alex))?.revokedBy).toEqual(alex);
    expect((await grants().find('grant-1'))?.revokedBy).toEqual(alex);
  });

  it('lets exactly one of twenty endings at the same moment win', async () => {
    await grants().add(aGrant());
    const endings = Array.from({ length: 20 }, (_, number) =>
      grants().end('grant-1', number % 2 ? 'revoked' : 'ended', after(number)),
    );
    const won = (await Promise.all(endings)).filter((grant) => grant !== undefined);
    expect(won).toHaveLength(1);
    expect(await grants().find('grant-1')).toStrictEqual(won[0]);
  });

  it('lists the grants of a secret, newest first, ended ones too', async () => {
    await add('old', { state: 'ended' });
    await add('new', { startsAt: after(2) });
    await add('hers', { startsAt: after(1), person: { objectId: MEGAN, displayName: 'Megan Osei' } });
    await add('other', { reference: ref(2) });
    await add('elsewhere', { tenantId: OTHER_TENANT });
    expect(ids(await grants().ofSecret(TENANT, ref(1)))).toEqual(['new', 'hers', 'old']);
  });

  it('lists what a person holds now, newest first', async () => {
    await add('old');
    await add('new', { startsAt: after(2), reference: ref(2) });
    for (const state of ['ended', 'revoked', 'closed'] as const) await add(state, { state });
    await add('hers', { person: { objectId: MEGAN, displayName: 'Megan Osei' } });
    await add('elsewhere', { tenantId: OTHER_TENANT });
    expect(ids(await grants().liveOf(TENANT, LEE, 10))).toEqual(['new', 'old']);
    expect(ids(await grants().liveOf(TENANT, LEE, 1))).toEqual(['new']);
  });

  it('names live grants whose end has come, the longest over first', async () => {
    await add('b', { endsAt: after(2) });
    await add('a', { endsAt: after(1) });
    await add('c', { endsAt: after(3) });
    await add('gone', { endsAt: after(1), state: 'revoked' });
    expect(ids(await grants().due(after(2), 10))).toEqual(['a', 'b']);
    expect(ids(await grants().due(after(2), 1))).toEqual(['a']);
  });
}

export function describeFreezes(store: () => Store): void {
  const freezes = () => store().records.freezes;

  it('is off until it is set, and off again when it is cleared', async () => {
    expect(await freezes().current(TENANT)).toBeUndefined();
    expect(await freezes().clear(TENANT)).toBe(false);
    expect(await freezes().set(TENANT, aFreeze())).toBe(true);
    expect(await freezes().current(TENANT)).toStrictEqual(aFreeze());
    expect(await freezes().clear(TENANT)).toBe(true);
    expect(await freezes().current(TENANT)).toBeUndefined();
    expect(await freezes().set(TENANT, aFreeze({ reason: '' }))).toBe(true);
    expect(await freezes().current(TENANT)).toStrictEqual(aFreeze({ reason: '' }));
  });

  it('keeps the first when it is set again', async () => {
    await freezes().set(TENANT, aFreeze());
    expect(await freezes().set(TENANT, aFreeze({ by: alex, at: after(2), reason: 'me too' }))).toBe(false);
    expect(await freezes().current(TENANT)).toStrictEqual(aFreeze());
  });

  it('stops one tenant only', async () => {
    await freezes().set(TENANT, aFreeze());
    expect(await freezes().current(OTHER_TENANT)).toBeUndefined();
    expect(await freezes().clear(OTHER_TENANT)).toBe(false);
    expect(await freezes().current(TENANT)).toBeDefined();
  });

  it('lets one of twenty who set it at the same moment be the first', async () => {
    const sets = Array.from({ length: 20 }, (_, number) => freezes().set(TENANT, aFreeze({ reason: `${number}` })));
    const first = (await Promise.all(sets)).flatMap((won, number) => (won ? [`${number}`] : []));
    expect(first).toEqual([(await freezes().current(TENANT))?.reason]);
  });
}
