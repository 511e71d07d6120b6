import { type Kysely, type Migration, sql } from 'kysely';

/** How the indexes below say *live*: a statement that wants them says it in the same words, not by parameters. */
export const LIVE_IN_WORDS = `state in ('active', 'deleting')`;

/** Each list in its order, over live secrets only, so that a page costs the same however many there are or were. */
const LISTS: Readonly<Record<string, string>> = {
  // With the state, so that SQLite counts without reading a row.
  secrets_live: `(tenant_id, expires_at, reference, state) where ${LIVE_IN_WORDS}`,
  secrets_live_owner: `(tenant_id, owner_id, expires_at, reference) where ${LIVE_IN_WORDS}`,
  secrets_live_creator: `(tenant_id, creator_id, expires_at, reference) where ${LIVE_IN_WORDS}`,
  secrets_live_application: `(tenant_id, application_id, expires_at, reference) where ${LIVE_IN_WORDS}`,
  secrets_shared: `(tenant_id, location_id, expires_at, reference) where ${LIVE_IN_WORDS} and sharing = 1`,
};

/** Indexes for a million secrets and for years of audit. */
export const scale: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [name, on] of Object.entries(LISTS)) await sql.raw(`create index ${name} on secrets ${on}`).execute(db);
    await db.schema.dropIndex('secrets_tenant_id_state_expires_at_reference').execute();
    await db.schema.dropIndex('secrets_tenant_id_owner_id').execute();
    await db.schema.dropIndex('secrets_tenant_id_creator_id').execute();
    await db.schema
      .createIndex('audit_tenant_id_reference_seq')
      .on('audit')
      .columns(['tenant_id', 'reference', 'seq'])
      .execute();
    await db.schema.dropIndex('audit_tenant_id_reference').execute();
  },
};
