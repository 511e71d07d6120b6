import { azCommands, powerShellCommands } from '../../../src/domain/applications/onboarding';

const ids = { clientId: 'client', objectId: 'object', principalId: 'bot' };

describe('the commands that make the bot an owner', () => {
  it('have the ids filled in, and sign in to the tenant first', () => {
    const gap = { ...ids, graphUrl: 'https://graph.microsoft.com' };
    expect(azCommands(gap, 'tenant')).toEqual([
      'az login --tenant tenant --allow-no-subscriptions',
      'az ad app owner add --id client --owner-object-id bot',
    ]);
    expect(powerShellCommands(gap, 'tenant')).toEqual([
      'Connect-MgGraph -TenantId tenant -Scopes Application.ReadWrite.All',
      "New-MgApplicationOwnerByRef -ApplicationId object -BodyParameter @{ '@odata.id' = 'https://graph.microsoft.com/v1.0/directoryObjects/bot' }",
    ]);
  });

  it.each([
    ['https://graph.microsoft.us', 'AzureUSGovernment', 'USGov'],
    ['https://dod-graph.microsoft.us', 'AzureUSGovernment', 'USGovDoD'],
    ['https://microsoftgraph.chinacloudapi.cn', 'AzureChinaCloud', 'China'],
  ])('name the cloud of %s', (graphUrl, az, powerShell) => {
    const gap = { ...ids, graphUrl };
    expect(azCommands(gap, 'tenant')[0]).toBe(`az cloud set --name ${az}`);
    const [connect, add] = powerShellCommands(gap, 'tenant');
    expect(connect).toContain(`-Environment ${powerShell} `);
    expect(add).toContain(`'${graphUrl}/v1.0/directoryObjects/bot'`);
  });
});
