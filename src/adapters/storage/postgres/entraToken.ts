import type { TokenCredential } from '@azure/identity';
import { DatabaseError } from '../databaseError';

/** What a new connection to the database shows instead of a password. Asked for each one; the credential remembers it. */
export type DatabaseToken = () => Promise<string>;

/** The bot's own token for Azure Database for PostgreSQL. @throws DatabaseError when Entra gives none, without its words. */
export function entraToken(credential: TokenCredential, scope: string): DatabaseToken {
  return async () => {
    const token = await credential.getToken(scope).catch((error: unknown) => {
      throw new DatabaseError(
        `SecretBot got no token for the database (${error instanceof Error ? error.name : 'unknown'}). Its address has no password, so SecretBot signs in as itself: check that its managed identity is assigned to this machine, or AZURE_CLIENT_ID and what belongs to it. See SECRETBOT_DATABASE_URL.`,
      );
    });
    if (!token) throw new DatabaseError('SecretBot has no identity to get a token for the database with.');
    return token.token;
  };
}
