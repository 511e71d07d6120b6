import type { Cloud } from './clouds';

/** As whom the bot signs in to Graph, Key Vault and PostgreSQL. */
export interface AzureSignIn {
  /** Entra of the bot's cloud. */
  readonly authority: string;
  /** The managed identity that does everything; `undefined` leaves it to Azure's own variables. */
  readonly managedIdentity?: string;
}

/** Azure's own variables that bring another identity than the bot's managed one. */
const OTHER_IDENTITIES = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_USERNAME'];

/** A bot that is a managed identity does everything as that identity. */
export function azureSignInOf(cloud: Cloud, appType: string | undefined, appId: string | undefined): AzureSignIn {
  const { authority } = cloud;
  return appType === 'UserAssignedMSI' && appId ? { authority, managedIdentity: appId } : { authority };
}

/** What single settings cannot tell: whether Azure's own variables name the bot's managed identity, or another one. */
export function azureSignInFaults(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (env['MicrosoftAppType']?.trim() !== 'UserAssignedMSI') return [];
  const others = OTHER_IDENTITIES.filter((name) => env[name]?.trim()).map(
    (name) => `${name} is given, and a UserAssignedMSI bot signs in with its managed identity: take it out`,
  );
  const clientId = env['AZURE_CLIENT_ID']?.trim().toLowerCase();
  return clientId && clientId !== env['MicrosoftAppId']?.trim().toLowerCase()
    ? [...others, 'AZURE_CLIENT_ID must be the same as MicrosoftAppId with UserAssignedMSI, or left out']
    : others;
}
