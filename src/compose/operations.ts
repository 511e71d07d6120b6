import type { HeadsFile } from '../adapters/audit/headsFile';
import { BackupError } from '../adapters/storage/backupError';
import { openChained } from '../adapters/storage/closedAudit';
import { lookAtClosed } from '../adapters/storage/databaseLook';
import type { Database } from '../adapters/storage/openDatabase';
import { erasePerson } from '../adapters/storage/personErasure';
import { backUpClosed } from '../adapters/storage/sqlite/closedDatabase';
import { SystemClock } from '../adapters/system';
import type { TargetedOutcomes } from '../adapters/teams/targetedOutcomes';
import type { ToolConfig } from '../config';
import type { Operations } from '../control/operations';
import { auditOperationsOver, auditOperationsWithoutBot, placeOf } from './auditOperations';

interface Open {
  readonly database: Pick<Database, 'backUp' | 'auditLog' | 'look' | 'erasePerson'>;
  readonly heads: HeadsFile;
  readonly targeted: Pick<TargetedOutcomes, 'seen'>;
}

/** What the running bot does for the operator's tools, over its open database. */
export function operationsOver({ database, heads, targeted }: Open): Operations {
  return {
    ...auditOperationsOver(database.auditLog, heads),
    backup: async ({ file }) => ({ file, ...(await database.backUp(file)) }),
    health: async () => ({ ...(await database.look()), targeted: targeted.seen }),
    forget: ({ personId }) => database.erasePerson(personId),
  };
}

/** The same, done by the tool itself where no bot runs: each opens the database and closes it again. */
export function operationsWithoutBot(config: ToolConfig): Operations {
  const { dataDir, databaseUrl } = config;
  return {
    ...auditOperationsWithoutBot(config),
    health: () => lookAtClosed({ dataDir, url: databaseUrl, clock: new SystemClock() }),
    backup: async ({ file }) => {
      if (databaseUrl) throw BackupError.ofPostgres();
      return { file, ...backUpClosed(dataDir, file, new SystemClock()) };
    },
    forget: async ({ personId }) => {
      const { engine, chain } = await openChained(placeOf(config));
      try {
        return await erasePerson(engine, chain, personId);
      } finally {
        await engine.close();
      }
    },
  };
}
