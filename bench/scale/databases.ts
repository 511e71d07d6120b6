import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../../sandbox/database/postgresServer';
import { auditKeyFrom } from '../../src/adapters/crypto/auditKey';
import { type Database, openDatabase } from '../../src/adapters/storage/openDatabase';
import { SystemClock } from '../../src/adapters/system';
import { Sensitive } from '../../src/domain/sensitive';
import { type Fill, fillStatements, postgresSeries, sqliteSeries } from './fill';

/** A database with as many secrets as `fill` says. */
export interface Filled {
  readonly fill: Fill;
  readonly database: Database;
}

/** Fills a database for each, all open at once, and leaves nothing of them behind. */
export type OnEngine = (fills: readonly Fill[], use: (filled: readonly Filled[]) => Promise<string>) => Promise<string>;

const clock = new SystemClock();

export const onSqlite: OnEngine = (fills, use) =>
  inFolders(fills, async (dataDir, fill) => {
    await (await openDatabase({ dataDir, clock })).close();
    const file = new Libsql(join(dataDir, 'secretbot.db'));
    file.exec('PRAGMA synchronous = OFF');
    for (const statement of fillStatements(sqliteSeries, fill)) file.exec(statement);
    file.close();
    return openDatabase({ dataDir, clock });
  }).then(async ({ filled, remove }) => use(filled).finally(remove));

export const onPostgres: OnEngine = async (fills, use) => {
  const server = await startPostgres();
  try {
    const { filled, remove } = await inFolders(fills, (dataDir, fill) => filledOn(server, dataDir, fill));
    return await use(filled).finally(remove);
  } finally {
    await server.remove();
  }
};

async function inFolders(fills: readonly Fill[], make: (dataDir: string, fill: Fill) => Promise<Database>) {
  const filled: Filled[] = [];
  const folders: string[] = [];
  const remove = async () => {
    for (const { database } of filled) await database.close();
    for (const folder of folders) rmSync(folder, { recursive: true });
  };
  try {
    for (const fill of fills) {
      const dataDir = mkdtempSync(join(tmpdir(), 'secretbot-scale-'));
      folders.push(dataDir);
      filled.push({ fill, database: await make(dataDir, fill) });
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { filled, remove };
}

async function filledOn(server: PostgresServer, dataDir: string, fill: Fill): Promise<Database> {
  const name = `scale_${fill.count}`;
  const url = new Sensitive(await server.createDatabase(name));
  const auditKey = auditKeyFrom(new Sensitive(randomBytes(32).toString('base64')));
  const database = await openDatabase({ dataDir, url, auditKey, clock });
  const admin = new Client({ connectionString: server.adminUrl(name) });
  await admin.connect();
  try {
    for (const statement of fillStatements(postgresSeries, fill)) await admin.query(statement);
    // As the server does by itself after a while.
    await admin.query('vacuum analyze');
  } finally {
    await admin.end();
  }
  return database;
}
