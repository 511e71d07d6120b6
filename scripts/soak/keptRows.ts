import { join } from 'node:path';
import Libsql from 'libsql';
import { Client } from 'pg';
import type { Sandbox } from '../../sandbox/startSandbox';

/** What the bot's database holds when the bot has ended. */
export interface KeptRows {
  readonly secrets: readonly {
    readonly reference: string;
    readonly name: string;
    readonly keyId: string;
    readonly vaultName: string | null;
    readonly state: string;
    /** 0 or 1, or a truth value: as the engine has it. */
    readonly sharing: number | boolean;
  }[];
  /** Kind, step and tries of each create and delete that has not ended. */
  readonly openIntents: readonly string[];
  readonly waitingNotices: number;
  readonly shownTickets: readonly string[];
  /** Ticket of each row that says that a value was shown. */
  readonly shownInAudit: readonly string[];
}

const QUERIES = {
  secrets: 'select reference, name, key_id as "keyId", vault_name as "vaultName", state, sharing from secrets',
  openIntents: 'select kind, body from intents where is_open = 1',
  waitingNotices: 'select count(*) as count from outbox where gave_up = 0',
  shownTickets: "select id from tickets where state = 'shown'",
  shownInAudit: `select ticket_id as id from audit where action = 'reveal.shown'`,
} as const;

type Rows = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/** Reads them from the embedded database or from PostgreSQL. The bot must have ended. */
export async function keptRows(sandbox: Sandbox): Promise<KeptRows> {
  if (!sandbox.database) {
    const file = new Libsql(join(sandbox.dataFolder, 'secretbot.db'), { readonly: true });
    const rows = await read(async (sql) => file.prepare(sql).all() as Record<string, unknown>[]);
    file.close();
    return rows;
  }
  const client = new Client({ connectionString: sandbox.database.url });
  await client.connect();
  try {
    return await read(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
  } finally {
    await client.end();
  }
}

async function read(rows: Rows): Promise<KeptRows> {
  const count = async (sql: string): Promise<number> => Number((await rows(sql))[0]?.['count']);
  const ids = async (sql: string): Promise<readonly string[]> => (await rows(sql)).map(({ id }) => String(id));
  return {
    secrets: (await rows(QUERIES.secrets)) as unknown as KeptRows['secrets'],
    openIntents: (await rows(QUERIES.openIntents)).map(({ kind, body }) => {
      const { step, attempts, reference }: Record<string, unknown> = typeof body === 'string' ? JSON.parse(body) : body;
      return `${kind} of ${reference}: ${step}, tried ${attempts} times`;
    }),
    waitingNotices: await count(QUERIES.waitingNotices),
    shownTickets: await ids(QUERIES.shownTickets),
    shownInAudit: await ids(QUERIES.shownInAudit),
  };
}
