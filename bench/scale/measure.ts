import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { Client } from 'pg';
import { findPostgres } from '../../sandbox/database/findPostgres';
import { startPostgres } from '../../sandbox/database/postgresServer';
import { auditKeyFrom } from '../../src/adapters/crypto/auditKey';
import { type Database, openDatabase } from '../../src/adapters/storage/openDatabase';
import { SystemClock } from '../../src/adapters/system';
import { Sensitive } from '../../src/domain/sensitive';
import { median, table } from '../statistics';
import { type Fill, fillStatements, postgresSeries, sqliteSeries } from './fill';

const sizes = [100, 10_000, 1_000_000] as const;
const tenantId = 'c0de0000-0000-4000-8000-000000000001';
const personId = 'c0de0000-0000-4000-8000-0000000000aa';
const clock = new SystemClock();
const soonMs = 30 * 86_400_000;

/** What costs more the more there is, if it is done wrongly; each as a turn or a sweep asks the database. */
const questions: Readonly<Record<string, (database: Database) => Promise<unknown>>> = {
  'list, first page': ({ store }) => store.records.secrets.list({ tenantId, personId }, 10),
  'list expiring': ({ store }) =>
    store.records.secrets.list({ tenantId, personId, expiresBefore: new Date(Date.now() + soonMs) }, 10),
  'list shared': ({ store }) => store.records.secrets.list({ tenantId, sharing: true, locationIds: ['dev'] }, 10),
  'list all': ({ store }) => store.records.secrets.list({ tenantId }, 10),
  'find by name': ({ store }) => store.records.secrets.findByName(tenantId, 'Secret 77'),
  'one sweep, nothing due': sweep,
  'expiry scan, first page': ({ store }) => store.records.secrets.list({ tenantId, expiresBefore: clock.now() }, 100),
  'figures for /metrics': (database) => database.figures(),
};

/** What a sweep asks, in its order. */
async function sweep({ store, botStorage }: Database): Promise<void> {
  const { tickets, grants, requests, outbox, intents } = store.records;
  const now = clock.now();
  await botStorage.keysUnchangedSince('wizard/', new Date(now.getTime() - 86_400_000), 100);
  await tickets.due(now, 100);
  await grants.due(now, 100);
  await requests.due(now, 50);
  await outbox.claimNext(now, now);
  await intents.due(now, 50);
}

/** Measures both engines at each size. @returns a Markdown table for each */
export async function measureScale(repeats = 101): Promise<readonly string[]> {
  const texts = [`### SQLite\n\n${await engineTable(sqliteAt, repeats)}`];
  if (findPostgres()) texts.push(`### PostgreSQL\n\n${await engineTable(postgresAt, repeats)}`);
  return texts;
}

type At = (fill: Fill, use: (database: Database) => Promise<number[]>) => Promise<number[]>;

async function engineTable(at: At, repeats: number): Promise<string> {
  const columns: number[][] = [];
  for (const count of sizes) {
    const fill = { tenantId, personId, count, now: Date.now() };
    columns.push(await at(fill, (database) => medians(database, repeats)));
  }
  const [few = [], some = [], most = []] = columns;
  const rows = Object.keys(questions).map((name, index) => {
    const [a = 0, b = 0, c = 0] = [few[index], some[index], most[index]];
    return [name, ...[a, b, c].map((ms) => (ms * 1_000).toFixed(0)), (c / b).toFixed(2)];
  });
  return table(['µs, median', '100', '10,000', '1,000,000', '1M : 10k'], rows);
}

async function medians(database: Database, repeats: number): Promise<number[]> {
  const found: number[] = [];
  for (const ask of Object.values(questions)) {
    const times: number[] = [];
    for (let round = 0; round < repeats; round += 1) {
      const begun = performance.now();
      await ask(database);
      const took = performance.now() - begun;
      times.push(took);
      // What takes as long as that needs no hundred repetitions.
      if (took > 50 && round >= 6) break;
    }
    found.push(median(times));
  }
  return found;
}

async function sqliteAt(fill: Fill, use: (database: Database) => Promise<number[]>): Promise<number[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'secretbot-scale-'));
  try {
    await (await openDatabase({ dataDir, clock })).close();
    const file = new Libsql(join(dataDir, 'secretbot.db'));
    file.exec('PRAGMA synchronous = OFF');
    for (const statement of fillStatements(sqliteSeries, fill)) file.exec(statement);
    file.close();
    const database = await openDatabase({ dataDir, clock });
    return await use(database).finally(() => database.close());
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

async function postgresAt(fill: Fill, use: (database: Database) => Promise<number[]>): Promise<number[]> {
  const server = await startPostgres();
  const dataDir = mkdtempSync(join(tmpdir(), 'secretbot-scale-'));
  try {
    const url = new Sensitive(await server.createDatabase('scale'));
    const auditKey = auditKeyFrom(new Sensitive(randomBytes(32).toString('base64')));
    const database = await openDatabase({ dataDir, url, auditKey, clock });
    const admin = new Client({ connectionString: server.adminUrl('scale') });
    await admin.connect();
    try {
      for (const statement of fillStatements(postgresSeries, fill)) await admin.query(statement);
      // As the server does by itself after a while.
      await admin.query('vacuum analyze');
    } finally {
      await admin.end();
    }
    return await use(database).finally(() => database.close());
  } finally {
    await server.remove();
    rmSync(dataDir, { recursive: true });
  }
}
