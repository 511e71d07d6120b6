import type { Clock } from '../../domain/ports';
import type { Sensitive } from '../../domain/sensitive';
import { databaseFileIn } from './dataFolder';
import { migrationsOf } from './migrate';
import type { DatabaseToken } from './postgres/entraToken';
import type { Db } from './session';
import { openEmbedded } from './sqlite/openEmbedded';

/** What there is to know of a database before it is used. */
export interface DatabaseLook {
  /** Names of this version's migrations that it does not have yet. */
  readonly missing: readonly string[];
  /** Names of migrations that only a newer version knows. */
  readonly unknown: readonly string[];
  /** Whether it has no table of SecretBot's at all. */
  readonly empty: boolean;
  /** Ids of the seal keys under which values wait to be shown. */
  readonly sealedWith: readonly string[];
}

/** Where the database is. */
export interface DatabasePlace {
  readonly dataDir: string;
  /** PostgreSQL's address; without it the database is the embedded one. */
  readonly url?: Sensitive | undefined;
  /** Shown to PostgreSQL instead of a password. */
  readonly token?: DatabaseToken | undefined;
  readonly clock: Clock;
}

/** Looks at an open database. Reads only. */
export async function lookAt(db: Db): Promise<DatabaseLook> {
  const { missing, unknown, applied } = await migrationsOf(db);
  const empty = applied === 0;
  const rows = missing.includes('0001_initial') ? [] : await sealing(db);
  return { missing, unknown, empty, sealedWith: rows.map(({ key_id }) => key_id) };
}

/**
 * Looks at a database that no bot has open, as it is: nothing is brought up to date.
 *
 * @throws DatabaseError when there is none, it cannot be reached or opened, or it is in use.
 */
export async function lookAtClosed({ dataDir, url, token, clock }: DatabasePlace): Promise<DatabaseLook> {
  let look: DatabaseLook | undefined;
  const upgrade = async (db: Db): Promise<void> => {
    look = await lookAt(db);
    // Opening ends here: what follows is for databases of this version.
    throw new Looked();
  };
  try {
    if (url) {
      const { openPostgres } = await import('./postgres/openPostgres');
      await openPostgres({ url, token, machine: clock, upgrade });
    } else {
      await openEmbedded(databaseFileIn(dataDir), clock, upgrade);
    }
  } catch (error) {
    if (!(error instanceof Looked)) throw error;
  }
  if (!look) throw new Error('opening a database looks at it first');
  return look;
}

/** Ends an opening once there is nothing more to see. */
class Looked extends Error {}

function sealing(db: Db): Promise<{ key_id: string }[]> {
  return db.selectFrom('sealed_values').select('key_id').distinct().orderBy('key_id').execute();
}
