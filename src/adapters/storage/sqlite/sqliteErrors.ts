import Libsql from 'libsql';
import { DomainError } from '../../../domain/errors';

/** Disk full, disk broken, file locked, taken away or read-only: nothing is wrong with the statement, and it may work later. */
const PASSING = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|NOMEM|INTERRUPT)/;

/** Runs one call of the driver; failures of the disk become `unavailable`, everything else is a bug and stays as it is. */
export function translated<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof Libsql.SqliteError && PASSING.test(error.code)) {
      throw new DomainError('unavailable', { service: 'storage' });
    }
    throw error;
  }
}
