import { type Kysely, type Migration, sql } from 'kysely';
import { LIVE_IN_WORDS } from './0005Scale';

/** What a daily look is for is found without reading what it is not for. */
export const dailyLooks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Of what has expired, most has no copy any more, and stays listed until somebody deletes it.
    const vaulted = `(tenant_id, expires_at, reference) where ${LIVE_IN_WORDS} and vault_name is not null`;
    await sql.raw(`create index secrets_vaulted on secrets ${vaulted}`).execute(db);
  },
};
