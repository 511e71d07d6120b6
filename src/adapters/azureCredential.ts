import { DefaultAzureCredential, type TokenCredential } from '@azure/identity';

/** As whom to sign in: see `src/config/azureSignIn.ts`. */
export interface AzureSignIn {
  readonly authority: string;
  readonly managedIdentity?: string;
}

/**
 * What the bot signs in to Azure with: Azure's own variables where they name an application with its secret or
 * certificate, else a workload or managed identity. Asks nobody until a token is needed, and remembers tokens.
 */
export function azureCredential({ authority, managedIdentity }: AzureSignIn): TokenCredential {
  return new DefaultAzureCredential({
    authorityHost: authority,
    ...(managedIdentity && { managedIdentityClientId: managedIdentity, workloadIdentityClientId: managedIdentity }),
  });
}
