/** Whom to make an owner of what, so that SecretBot may serve the application. */
export interface OwnershipGap {
  /** Application (client) ID of the application that is to be served. */
  readonly clientId: string;
  /** Object id of its registration. */
  readonly objectId: string;
  /** Object id of SecretBot's own service principal: the owner to be. */
  readonly principalId: string;
  /** Root of Microsoft Graph in this cloud, `https://graph.microsoft.com`. */
  readonly graphUrl: string;
}

/** How each cloud is named by the two tools; the global one needs no name. */
const CLOUDS: Readonly<Record<string, { readonly az: string; readonly powerShell: string }>> = {
  'https://graph.microsoft.us': { az: 'AzureUSGovernment', powerShell: 'USGov' },
  'https://dod-graph.microsoft.us': { az: 'AzureUSGovernment', powerShell: 'USGovDoD' },
  'https://microsoftgraph.chinacloudapi.cn': { az: 'AzureChinaCloud', powerShell: 'China' },
};

/** One line for the Azure CLI, as the Azure Cloud Shell of the portal has it. */
export function azCommand({ clientId, principalId }: OwnershipGap): string {
  return `az ad app owner add --id ${clientId} --owner-object-id ${principalId}`;
}

/** Lines for the Azure CLI on a machine of one's own: the cloud, where it is not the global one, and the sign-in first. */
export function azCommands(gap: OwnershipGap, tenantId: string): readonly string[] {
  const cloud = CLOUDS[gap.graphUrl];
  return [
    ...(cloud ? [`az cloud set --name ${cloud.az}`] : []),
    `az login --tenant ${tenantId} --allow-no-subscriptions`,
    azCommand(gap),
  ];
}

/** One line for Microsoft Graph PowerShell, once signed in. */
export function powerShellCommand({ objectId, principalId, graphUrl }: OwnershipGap): string {
  const owner = `${graphUrl}/v1.0/directoryObjects/${principalId}`;
  return `New-MgApplicationOwnerByRef -ApplicationId ${objectId} -BodyParameter @{ '@odata.id' = '${owner}' }`;
}

/** Lines for Microsoft Graph PowerShell, the sign-in first. */
export function powerShellCommands(gap: OwnershipGap, tenantId: string): readonly string[] {
  const cloud = CLOUDS[gap.graphUrl];
  const environment = cloud ? ` -Environment ${cloud.powerShell}` : '';
  return [
    `Connect-MgGraph -TenantId ${tenantId}${environment} -Scopes Application.ReadWrite.All`,
    powerShellCommand(gap),
  ];
}
