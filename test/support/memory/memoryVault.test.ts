import { Sensitive } from '../../../src/domain/sensitive';
import { vaultContract } from '../../contracts/vaultContract';
import { aLocation } from './directoryBuilders';
import { MemoryVault } from './memoryVault';

const now = new Date('2026-03-10T09:00:00Z');
const about = { expiresAt: now, contentType: 'text/plain', tags: {} };

describe('MemoryVault', () => {
  vaultContract(async () => {
    const vault = new MemoryVault();
    const location = aLocation();
    const other = aLocation({ id: 'dev', vaultUrl: 'https://contoso-dev.vault.azure.net' });
    return { vault, location, other, now: () => now, details: (name) => vault.details(location, name).at(-1) };
  });

  it('loses the answer of a put that happened', async () => {
    const vault = new MemoryVault();
    vault.interruptions.fail('put', 'after');
    const put = vault.put(aLocation(), 'sb-lost', new Sensitive('CANARY'), about);
    await expect(put).rejects.toMatchObject({ code: 'unavailable', details: { service: 'vault' } });
    expect(vault.names(aLocation())).toEqual(['sb-lost']);
  });
});
