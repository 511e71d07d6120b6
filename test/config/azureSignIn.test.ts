import { azureSignInFaults, azureSignInOf } from '../../src/config/azureSignIn';
import { cloudOf } from '../../src/config/clouds';

const APP_ID = 'aaaaaaaa-0000-4000-8000-000000000001';

describe('as whom the bot signs in to Azure', () => {
  it('is its managed identity where it has one, at the Entra of its cloud', () => {
    const authority = 'https://login.microsoftonline.us';
    expect(azureSignInOf(cloudOf('USGov'), 'UserAssignedMSI', APP_ID)).toEqual({ authority, managedIdentity: APP_ID });
  });

  it("is left to Azure's own variables otherwise", () => {
    expect(azureSignInOf(cloudOf('Public'), 'SingleTenant', APP_ID)).toEqual({
      authority: 'https://login.microsoftonline.com',
    });
    expect(azureSignInOf(cloudOf('Public'), undefined, undefined)).not.toHaveProperty('managedIdentity');
    expect(azureSignInFaults({ MicrosoftAppType: 'SingleTenant', AZURE_CLIENT_SECRET: 'given' })).toEqual([]);
  });

  it('is never another identity beside the managed one', () => {
    const bot = { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: APP_ID.toUpperCase() };
    expect(azureSignInFaults({ ...bot, AZURE_CLIENT_ID: APP_ID, AZURE_TENANT_ID: 'given' })).toEqual([]);
    const faults = azureSignInFaults({
      ...bot,
      AZURE_CLIENT_ID: 'bbbbbbbb-0000-4000-8000-000000000001',
      AZURE_CLIENT_SECRET: 'pa55-w0rd',
      AZURE_CLIENT_CERTIFICATE_PATH: '/etc/bot.pem',
    });
    expect(faults).toEqual([
      expect.stringMatching(/^AZURE_CLIENT_SECRET is given, and a UserAssignedMSI bot signs in with its managed/),
      expect.stringMatching(/^AZURE_CLIENT_CERTIFICATE_PATH is given/),
      'AZURE_CLIENT_ID must be the same as MicrosoftAppId with UserAssignedMSI, or left out',
    ]);
    expect(faults.join()).not.toContain('pa55-w0rd');
  });
});
