import type { TokenCredential } from '@azure/identity';
import { madeOnce } from './madeOnce';

/** As whom to sign in: see `src/config/azureSignIn.ts`. */
export interface AzureSignIn {
  readonly authority: string;
  readonly managedIdentity?: string;
}

/**
 * What the bot signs in to Azure with: Azure's own variables where they name an application with its secret or
 * certificate, else a workload or managed identity. Asks nobody until a token is needed, and remembers tokens.
 */
export function azureCredential(signIn: AzureSignIn): TokenCredential {
  const made = madeOnce(() => makeCredential(signIn));
  return { getToken: async (scopes, options) => (await made()).getToken(scopes, options) };
}

/** The library takes a while to load, and a start needs no token yet. */
async function makeCredential({ authority, managedIdentity }: AzureSignIn): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential({
    authorityHost: authority,
    ...(managedIdentity && { managedIdentityClientId: managedIdentity, workloadIdentityClientId: managedIdentity }),
  });
}
