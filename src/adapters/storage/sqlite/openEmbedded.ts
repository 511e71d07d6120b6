import type { Clock } from '../../../domain/ports';
import type { Engine, Upgrade } from '../engine';
import { SqliteEngine } from './sqliteEngine';
import { SqliteFile } from './sqliteFile';

/**
 * Opens the database file that `prepareDatabaseFile` made, takes its lock and brings its schema up to date. No other
 * process can open it until `close`.
 *
 * @throws DatabaseError with what to do: locked by another process, damaged, written by a newer version.
 */
export async function openEmbedded(path: string, clock: Clock, upgrade: Upgrade): Promise<Engine> {
  const file = SqliteFile.open(path);
  const engine = new SqliteEngine(file, clock);
  try {
    await upgrade(engine.db);
  } catch (error) {
    file.close();
    throw error;
  }
  return engine;
}
