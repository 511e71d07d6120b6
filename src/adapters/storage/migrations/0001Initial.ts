import type { Kysely, Migration } from 'kysely';

/**
 * The first schema. Portable types only (text, integer, bigint), so that PostgreSQL can run the same statements.
 * A published migration is never edited: what changes comes as the next one.
 */
export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await secrets(db);
    await intents(db);
    await tickets(db);
    await notices(db);
    await audit(db);
    await botState(db);
    await chat(db);
  },
};

async function secrets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('secrets')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('application_id', 'text', (column) => column.notNull())
    .addColumn('app_id', 'text', (column) => column.notNull())
    .addColumn('application_name', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('hint', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addColumn('name_slot', 'text')
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('location_id', 'text', (column) => column.notNull())
    .addColumn('vault_name', 'text')
    .addColumn('vault_version', 'text')
    .addColumn('sharing', 'integer', (column) => column.notNull())
    .addColumn('pre_approved', 'integer', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('owner_name', 'text', (column) => column.notNull())
    .addColumn('creator_id', 'text', (column) => column.notNull())
    .addColumn('creator_name', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addPrimaryKeyConstraint('secrets_pk', ['tenant_id', 'reference'])
    .addUniqueConstraint('secrets_name', ['tenant_id', 'application_id', 'name_slot'])
    .execute();
  await index(db, 'secrets', ['tenant_id', 'state', 'expires_at', 'reference']);
  await index(db, 'secrets', ['tenant_id', 'owner_id']);
  await index(db, 'secrets', ['tenant_id', 'creator_id']);
  await index(db, 'secrets', ['tenant_id', 'name_key']);
}

async function intents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('intents')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('application_id', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text')
    .addColumn('is_open', 'integer', (column) => column.notNull())
    .addColumn('name_slot', 'text')
    .addColumn('key_slot', 'text')
    .addColumn('next_look_at', 'bigint', (column) => column.notNull())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('body', 'text', (column) => column.notNull())
    .addUniqueConstraint('intents_name', ['tenant_id', 'application_id', 'name_slot'])
    .addUniqueConstraint('intents_key', ['tenant_id', 'key_slot'])
    .execute();
  await index(db, 'intents', ['is_open', 'next_look_at']);
}

async function tickets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tickets')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('reference', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('shown_at', 'bigint')
    .addColumn('confirmed_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('sealed', 'integer', (column) => column.notNull())
    .execute();
  await index(db, 'tickets', ['tenant_id', 'reference']);
  await index(db, 'tickets', ['state', 'expires_at']);
  await db.schema
    .createTable('sealed_values')
    .addColumn('ticket_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('nonce', 'text', (column) => column.notNull())
    .addColumn('ciphertext', 'text', (column) => column.notNull())
    .addColumn('tag', 'text', (column) => column.notNull())
    .execute();
}

async function notices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('notice', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_attempt_at', 'bigint', (column) => column.notNull())
    .addColumn('claim_id', 'text')
    .addColumn('claim_until', 'bigint')
    .addColumn('gave_up', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('outbox_pk', ['tenant_id', 'person_id', 'subject'])
    .execute();
  await index(db, 'outbox', ['gave_up', 'next_attempt_at']);
  await index(db, 'outbox', ['claim_id']);
}

async function audit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('seq', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('reference', 'text')
    .addColumn('application_id', 'text')
    .addColumn('key_id', 'text')
    .addColumn('ticket_id', 'text')
    .addColumn('detail', 'text')
    .addColumn('request_id', 'text')
    .execute();
  await index(db, 'audit', ['tenant_id', 'reference']);
}

async function botState(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bot_state')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('etag', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await index(db, 'bot_state', ['updated_at']);
}

async function chat(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('people')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('teams_id', 'text', (column) => column.notNull())
    .addColumn('service_url', 'text', (column) => column.notNull())
    .addColumn('personal_chat_id', 'text')
    .addColumn('locale', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('used_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('people_pk', ['tenant_id', 'person_id'])
    .execute();
  await index(db, 'people', ['tenant_id', 'used_at']);
  await db.schema
    .createTable('messages')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('service_url', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('activity_id', 'text', (column) => column.notNull())
    .addColumn('targeted', 'integer', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addPrimaryKeyConstraint('messages_pk', ['tenant_id', 'person_id', 'subject'])
    .execute();
  await db.schema
    .createTable('once')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
  await index(db, 'once', ['until']);
}

async function index(db: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> {
  await db.schema
    .createIndex([table, ...columns].join('_'))
    .on(table)
    .columns([...columns])
    .execute();
}
