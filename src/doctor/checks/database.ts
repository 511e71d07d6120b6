import { DatabaseError } from '../../adapters/storage/databaseError';
import type { Config } from '../../config';
import { ControlError } from '../../control/controlError';
import type { HealthReport } from '../../control/operations';
import type { Check } from '../checks';
import { type Finding, fault, note, ok } from '../finding';

/** Whether the database can be reached, and has the tables of this version. */
export const database: Check = {
  title: 'Database',
  look: async ({ config, storage }) => {
    try {
      const { report, botRuns } = await storage.database();
      return findings(report, config, botRuns);
    } catch (error) {
      if (error instanceof DatabaseError || error instanceof ControlError) return [notUsable(error, config)];
      throw error;
    }
  },
};

function findings({ missing, unknown, empty }: HealthReport, config: Config, botRuns: boolean): readonly Finding[] {
  const where = config.databaseUrl ? 'on PostgreSQL' : `in ${config.dataDir}`;
  if (unknown.length > 0) {
    return [
      fault(
        'database_newer',
        `The database ${where} was written by a newer SecretBot (it knows ${unknown.join(', ')}).`,
        'Start the newer version, or restore a backup made before the update.',
      ),
    ];
  }
  if (empty) return [note('database_empty', `The database ${where} has no tables yet.`, 'The first start makes them.')];
  if (missing.length > 0) {
    return [
      note(
        'database_older',
        `The database ${where} is of an older version (it lacks ${missing.join(', ')}).`,
        'Back it up; the next start of this version brings it up to date, and there is no way back but the backup.',
      ),
    ];
  }
  const how = botRuns ? 'the running SecretBot answers for it' : 'no SecretBot runs on it now';
  return [ok(`The database ${where} can be used and is up to date; ${how}.`)];
}

/** Both kinds of error have words for the operator, with what to do. */
function notUsable(error: DatabaseError | ControlError, { dataDir }: Config): Finding {
  if (error.message.startsWith('There is no database')) {
    return note('no_database_yet', `There is no database in ${dataDir} yet.`, 'The first start makes one.');
  }
  return fault('database', error.message, 'Data folder: docs/operating.md. PostgreSQL: docs/operating/postgresql.md.');
}
