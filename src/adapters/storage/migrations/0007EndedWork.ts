import { type Kysely, type Migration, sql } from 'kysely';

/** What is forgotten is found by its age. */
export const endedWork: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index intents_ended on intents (next_look_at, id) where is_open = 0`.execute(db);
    await sql`create index messages_expiring on messages (expires_at) where expires_at is not null`.execute(db);
  },
};
