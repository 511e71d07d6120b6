import type { Clock } from '../../../domain/ports';
import { databaseFileIn } from '../dataFolder';
import { type BackedUp, writeBackup } from './backup';
import { SqliteFile } from './sqliteFile';

/**
 * Writes a backup of a database that no bot has open, as it is: its schema is not brought up to date, so that this can
 * be done after new code was installed and before it is started.
 *
 * @throws DatabaseError when there is none, it is in use or damaged; BackupError as `writeBackup`.
 */
export function backUpClosed(dataDir: string, target: string, clock: Clock): BackedUp {
  const file = SqliteFile.open(databaseFileIn(dataDir));
  try {
    return writeBackup(target, clock.now(), (copy) => file.copyInto(copy));
  } finally {
    file.close();
  }
}
