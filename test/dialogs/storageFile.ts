import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/adapters/storage/openDatabase';
import type { Clock } from '../../src/domain/ports';

/** The real database in a folder of its own, gone after `remove`. */
export interface StorageFile {
  readonly database: Database;
  remove(): Promise<void>;
}

export async function openStorageFile(clock: Clock): Promise<StorageFile> {
  const dataDir = await mkdtemp(join(tmpdir(), 'secretbot-dialogs-'));
  const database = await openDatabase({ dataDir, clock });
  const remove = async () => {
    await database.close();
    await rm(dataDir, { recursive: true });
  };
  return { database, remove };
}
