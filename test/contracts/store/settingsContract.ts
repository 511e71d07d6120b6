import type { Store } from '../../../src/domain/records';
import type { SecretSettings } from '../../../src/domain/secrets/secret';
import { aSecret, MEGAN, NOW, OTHER_TENANT, ref, TENANT } from './storeBuilders';

const megan = { objectId: MEGAN, displayName: 'Megan Osei' };
const asMade: SecretSettings = { sharing: false, preApproved: false, owner: aSecret().owner };

/** Changing settings: compare-and-set over sharing, pre-approval and owner. */
export function describeSettings(store: () => Store): void {
  const secrets = () => store().records.secrets;
  const change = (from: SecretSettings, to: SecretSettings) => secrets().changeSettings(TENANT, ref(1), from, to);
  beforeEach(() => secrets().add(aSecret()));

  it('changes the settings and nothing else', async () => {
    const all = { sharing: true, preApproved: true, owner: megan };
    expect(await change(asMade, all)).toBe(true);
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(aSecret(all));
    expect(await change(all, asMade)).toBe(true);
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(aSecret());
  });

  it.each([
    ['sharing', { sharing: true }],
    ['pre-approval', { preApproved: true }],
    ['the owner', { owner: megan }],
  ])('changes nothing when %s is not as it was read', async (_, difference) => {
    expect(await change({ ...asMade, ...difference }, { ...asMade, sharing: true, preApproved: true })).toBe(false);
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(aSecret());
  });

  it('knows the owner by id: a new name does not stand in the way, and is kept', async () => {
    const renamed = { ...asMade.owner, displayName: 'Alex Rivera-Stone' };
    expect(await change({ ...asMade, owner: renamed }, { ...asMade, owner: renamed })).toBe(true);
    expect((await secrets().find(TENANT, ref(1)))?.owner).toEqual(renamed);
  });

  it.each(['deleting', 'deleted', 'removed_unseen', 'replaced', 'gone'] as const)(
    'changes nothing of a secret that is %s',
    async (state) => {
      await secrets().moveState(TENANT, ref(1), 'active', state, NOW);
      expect(await change(asMade, { ...asMade, sharing: true })).toBe(false);
      expect((await secrets().find(TENANT, ref(1)))?.sharing).toBe(false);
    },
  );

  it('changes nothing of another secret or in another tenant', async () => {
    const shared = { ...asMade, sharing: true };
    expect(await secrets().changeSettings(TENANT, ref(2), asMade, shared)).toBe(false);
    expect(await secrets().changeSettings(OTHER_TENANT, ref(1), asMade, shared)).toBe(false);
    expect(await secrets().find(TENANT, ref(1))).toStrictEqual(aSecret());
  });

  it('lets exactly one of twenty changes at the same moment win', async () => {
    const owners = Array.from({ length: 20 }, (_, number) => ({ objectId: `person-${number}`, displayName: 'New' }));
    const changes = owners.map((owner) => change(asMade, { ...asMade, sharing: true, owner }));
    const won = (await Promise.all(changes)).flatMap((changed, number) => (changed ? [`person-${number}`] : []));
    expect(won).toEqual([(await secrets().find(TENANT, ref(1)))?.owner.objectId]);
  });

  it('is found by its new owner and not by the old one, who did not make it', async () => {
    await secrets().add(
      aSecret({ reference: ref(2), name: 'other', creator: { objectId: 'lee', displayName: 'Lee' } }),
    );
    await secrets().changeSettings(TENANT, ref(2), asMade, { ...asMade, owner: megan });
    const owned = async (personId: string) =>
      (await secrets().list({ tenantId: TENANT, personId }, 10)).items.map((secret) => secret.reference);
    expect(await owned(MEGAN)).toEqual([ref(2)]);
    expect(await owned(asMade.owner.objectId)).toEqual([ref(1)]);
  });
}
