import type { Vault, VaultDetails } from '../../src/domain/ports';
import { Sensitive } from '../../src/domain/sensitive';
import type { Location } from '../../src/domain/vaulting/location';

const NO_VERSION = '0'.repeat(31).concat('f');

/** Two empty vaults, whatever they are made of. */
export interface VaultStage {
  readonly vault: Vault;
  readonly location: Location;
  readonly other: Location;
  readonly now: () => Date;
  /** What the newest version of the name bears. */
  readonly details: (name: string) => VaultDetails | undefined;
}

/** What every Vault does, told of the fake and of Key Vault alike. */
export function vaultContract(setUp: () => Promise<VaultStage>): void {
  let stage: VaultStage;
  beforeEach(async () => {
    stage = await setUp();
  });

  const about = (): VaultDetails => ({
    expiresAt: new Date(Math.floor(stage.now().getTime() / 1000) * 1000 + 86_400_000),
    contentType: 'text/plain; client secret',
    tags: { applicationId: 'a', keyId: 'k', reference: 'sb-7Q3F9K2M' },
  });
  const put = (name: string, value: string, details = about()) =>
    stage.vault.put(stage.location, name, new Sensitive(value), details);

  it('gives back what was put, by version', async () => {
    const { entry } = await put('sb-one', 'CANARY-first');
    expect(entry).toEqual({ name: 'sb-one', version: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect((await stage.vault.get(stage.location, entry))?.value.expose()).toBe('CANARY-first');
  });

  it('gives a request id of its own with every answer, also when there was nothing to remove', async () => {
    const { entry, requestId } = await put('sb-asked', 'CANARY');
    const read = await stage.vault.get(stage.location, entry);
    const removed = await stage.vault.remove(stage.location, 'sb-asked');
    const again = await stage.vault.remove(stage.location, 'sb-never');
    const ids = [requestId, read?.requestId, removed.requestId, again.requestId];
    expect(ids).toEqual(ids.map(() => expect.stringMatching(/^[\w-]{8,}$/)));
    expect(new Set(ids).size).toBe(4);
  });

  it('keeps expiry, content type and tags beside the value', async () => {
    const details = about();
    await put('sb-details', 'CANARY', details);
    expect(stage.details('sb-details')).toEqual(details);
  });

  it('makes one more version of the entry at each put, and opens both', async () => {
    const { entry: first } = await put('sb-versions', 'CANARY-first');
    const { entry: second } = await put('sb-versions', 'CANARY-second');
    expect(second.version).not.toBe(first.version);
    expect((await stage.vault.get(stage.location, first))?.value.expose()).toBe('CANARY-first');
    expect((await stage.vault.get(stage.location, second))?.value.expose()).toBe('CANARY-second');
  });

  it('opens an entry that has expired: whoever asks must check the time', async () => {
    const expired = { ...about(), expiresAt: new Date(stage.now().getTime() - 60_000) };
    const { entry } = await stage.vault.put(stage.location, 'sb-expired', new Sensitive('CANARY'), expired);
    expect((await stage.vault.get(stage.location, entry))?.value.expose()).toBe('CANARY');
  });

  it('finds nothing by an unknown name or version, nor in another location', async () => {
    const { entry } = await put('sb-here', 'CANARY');
    expect(await stage.vault.get(stage.location, { ...entry, version: NO_VERSION })).toBeUndefined();
    expect(await stage.vault.get(stage.location, { ...entry, name: 'sb-nowhere' })).toBeUndefined();
    expect(await stage.vault.get(stage.other, entry)).toBeUndefined();
  });

  it('removes every version, and may be told twice or of what never was', async () => {
    const { entry: first } = await put('sb-removed', 'CANARY-first');
    const { entry: second } = await put('sb-removed', 'CANARY-second');
    const { entry: kept } = await put('sb-kept', 'CANARY-kept');
    await stage.vault.remove(stage.location, 'sb-removed');
    await stage.vault.remove(stage.location, 'sb-removed');
    await stage.vault.remove(stage.location, 'sb-never');
    expect(await stage.vault.get(stage.location, first)).toBeUndefined();
    expect(await stage.vault.get(stage.location, second)).toBeUndefined();
    expect((await stage.vault.get(stage.location, kept))?.value.expose()).toBe('CANARY-kept');
  });

  it('refuses a name that was removed: it stays taken until it is purged', async () => {
    await put('sb-taken', 'CANARY');
    await stage.vault.remove(stage.location, 'sb-taken');
    await expect(put('sb-taken', 'CANARY')).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'changed_meanwhile' },
    });
  });
}
