import type { TokenCredential } from '@azure/identity';
import { type DatabaseToken, entraToken } from '../adapters/storage/postgres/entraToken';
import type { Config } from '../config';

/** What the database is shown instead of a password, where the bot signs in to it as itself. Asks nobody yet. */
export function databaseTokenOf(
  { databaseScope }: Pick<Config, 'databaseScope'>,
  credential: TokenCredential,
): DatabaseToken | undefined {
  return databaseScope === undefined ? undefined : entraToken(credential, databaseScope);
}
