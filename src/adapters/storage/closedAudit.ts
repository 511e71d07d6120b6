import type { Clock } from '../../domain/ports';
import type { Sensitive } from '../../domain/sensitive';
import type { AuditKey } from '../crypto/auditKey';
import { AuditChain } from './auditChain';
import { AuditLog } from './auditLog';
import { DatabaseError } from './databaseError';
import { databaseFileIn } from './dataFolder';
import type { Engine } from './engine';
import type { DatabaseToken } from './postgres/entraToken';
import type { Db } from './session';
import { openEmbedded } from './sqlite/openEmbedded';

/** The database whose audit is wanted. */
export interface AuditPlace {
  readonly dataDir: string;
  /** PostgreSQL's address; without it the database is the embedded one. */
  readonly url: Sensitive | undefined;
  /** Shown to PostgreSQL instead of a password. */
  readonly token?: DatabaseToken | undefined;
  readonly auditKey: AuditKey;
  readonly clock: Clock;
}

/**
 * Opens the audit of a database as it is: nothing is brought up to date or written. The embedded one must not be in use.
 *
 * @throws DatabaseError when there is none, it cannot be opened, or it is from before the chain.
 */
export async function openAudit(place: AuditPlace): Promise<{
  readonly log: AuditLog;
  close(): Promise<void>;
}> {
  const { engine, chain } = await openChained(place);
  return { log: new AuditLog(engine, chain), close: () => engine.close() };
}

/** Opens a database to write into it, without bringing it up to date. @throws as openAudit */
export async function openChained(place: AuditPlace): Promise<{ readonly engine: Engine; readonly chain: AuditChain }> {
  return { engine: await openAsItIs(place), chain: new AuditChain(place.auditKey) };
}

/** Opens a database without bringing it up to date. @throws as openAudit */
async function openAsItIs({ dataDir, url, token, clock }: Omit<AuditPlace, 'auditKey'>): Promise<Engine> {
  if (!url) return openEmbedded(databaseFileIn(dataDir), clock, refuseUnchained);
  const { openPostgres } = await import('./postgres/openPostgres');
  return openPostgres({ url, token, machine: clock, upgrade: refuseUnchained });
}

async function refuseUnchained(db: Db): Promise<void> {
  const tables = await db.introspection.getTables();
  const columns = tables.find(({ name }) => name === 'audit')?.columns ?? [];
  if (!columns.some(({ name }) => name === 'mac')) throw DatabaseError.unchained();
}
