import { DefaultAzureCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { azureCredential } from '../../src/adapters/azureCredential';
import { graphClients } from '../../src/adapters/graph/graphClients';
import { GraphDirectory } from '../../src/adapters/graph/graphDirectory';
import { KeyVaultVault } from '../../src/adapters/keyVault/keyVaultVault';
import { aLocation } from '../support/memory/directoryBuilders';

jest.mock('@azure/identity');
jest.mock('@azure/keyvault-secrets');
jest.mock('../../src/adapters/graph/graphClients');

const fault = new Error('EMFILE: too many open files');
const failsOnce = (maker: unknown): void =>
  void jest.mocked(maker as jest.Mock).mockImplementationOnce(() => {
    throw fault;
  });
const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: 1 }) };
const logger = { warn: () => undefined };

/** A client that could not be made once is made when it is wanted again: nobody needs to restart the bot. */
describe('a fault of a moment at the first use', () => {
  it('of the credential is over at the next', async () => {
    failsOnce(DefaultAzureCredential);
    const signIn = azureCredential({ authority: 'https://login.microsoftonline.com' });
    await expect(signIn.getToken('scope')).rejects.toBe(fault);
    await expect(signIn.getToken('scope')).resolves.toBeUndefined();
    expect(DefaultAzureCredential).toHaveBeenCalledTimes(2);
  });

  it('of a vault is over at the next', async () => {
    failsOnce(SecretClient);
    const vault = new KeyVaultVault({ credential, logger });
    const entry = { name: 'sb-1', version: '1' };
    jest
      .mocked(SecretClient.prototype.getSecret)
      .mockResolvedValue({ name: 'sb-1', properties: {} as never, value: 'v' });
    await expect(vault.get(aLocation(), entry)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(vault.get(aLocation(), entry)).resolves.toBeDefined();
    await vault.get(aLocation(), entry);
    expect(SecretClient).toHaveBeenCalledTimes(2);
  });

  it('of Microsoft Graph is over at the next', async () => {
    failsOnce(graphClients);
    const directory = new GraphDirectory({ url: 'https://graph.microsoft.com', credential, logger });
    const ask = () => directory.person('00000000-0000-4000-8000-000000000001');
    await expect(ask()).rejects.toMatchObject({ code: 'unavailable' });
    await ask().catch(() => undefined);
    await ask().catch(() => undefined);
    expect(graphClients).toHaveBeenCalledTimes(2);
  });
});
