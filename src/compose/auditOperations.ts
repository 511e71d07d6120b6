import { join } from 'node:path';
import type { Logger } from 'pino';
import { faultSentence } from '../adapters/audit/auditWords';
import { HeadExport } from '../adapters/audit/headExport';
import { HeadsFile } from '../adapters/audit/headsFile';
import { azureCredential } from '../adapters/azureCredential';
import { type AuditKey, auditKeyFrom, auditKeyIn } from '../adapters/crypto/auditKey';
import type { AuditLog } from '../adapters/storage/auditLog';
import { type AuditPlace, openAudit } from '../adapters/storage/closedAudit';
import type { Database } from '../adapters/storage/openDatabase';
import { SystemClock } from '../adapters/system';
import type { Config, ToolConfig } from '../config';
import type { AuditReport, Operations } from '../control/operations';
import type { Clock } from '../domain/ports';
import { databaseTokenOf } from './databaseToken';

interface HeadParts {
  readonly config: Config;
  readonly database: Pick<Database, 'auditLog'>;
  readonly logger: Logger;
  readonly clock: Clock;
}

type AuditOperations = Pick<Operations, 'auditVerify' | 'auditExport'>;

/** Where the heads go that the bot exports. */
export function headsFileOf({ dataDir, auditHeads }: Pick<Config, 'dataDir' | 'auditHeads'>): HeadsFile {
  return new HeadsFile(auditHeads ?? join(dataDir, 'audit-heads.ndjson'));
}

/** Exports the heads of the open database. */
export function headExportOver({ config, database, logger, clock }: HeadParts): HeadExport {
  const file = headsFileOf(config);
  return new HeadExport({ log: database.auditLog, file, logger, clock, everyMinutes: config.auditMinutes });
}

/** Verifying and exporting the audit of the open database. */
export function auditOperationsOver(log: AuditLog, own: HeadsFile): AuditOperations {
  return {
    auditVerify: async ({ heads }) => verify(log, heads ? new HeadsFile(heads) : own),
    auditExport: async ({ from, since }) =>
      log.rows({ from, ...(since === undefined ? {} : { since: new Date(since) }) }),
  };
}

/** The same where no bot runs: the database is opened for it and closed again. */
export function auditOperationsWithoutBot(config: ToolConfig): AuditOperations {
  return {
    auditVerify: async (question) => {
      const { log, close } = await openAudit(placeOf(config));
      try {
        return await auditOperationsOver(log, headsFileOf(config)).auditVerify(question);
      } finally {
        await close();
      }
    },
    auditExport: async (question) => {
      const { log, close } = await openAudit(placeOf(config));
      const lines = await auditOperationsOver(log, headsFileOf(config)).auditExport(question);
      return closingAfter(lines, close);
    },
  };
}

async function* closingAfter<T>(items: AsyncIterable<T>, close: () => Promise<void>): AsyncGenerator<T> {
  try {
    yield* items;
  } finally {
    await close();
  }
}

/** The database of the settings, with the key that its audit is chained under. @throws KeyError when there is none */
export function placeOf(config: ToolConfig): AuditPlace {
  const { dataDir, databaseUrl: url } = config;
  const token = databaseTokenOf(config, azureCredential(config.azureSignIn));
  return { dataDir, url, token, auditKey: keyOf(config), clock: new SystemClock() };
}

function keyOf({ dataDir, auditKey }: ToolConfig): AuditKey {
  return auditKey ? auditKeyFrom(auditKey) : auditKeyIn(dataDir);
}

async function verify(log: AuditLog, file: HeadsFile): Promise<AuditReport> {
  const unreadable: number[] = [];
  const { faults, ...counts } = await log.verify(file.heads((line) => unreadable.push(line)));
  return {
    ...counts,
    headsFile: file.path,
    faults: [
      ...faults.map(faultSentence),
      ...unreadable.slice(0, 10).map((line) => `Line ${line} of ${file.path} holds no head: somebody changed it.`),
    ],
  };
}
