import { type Kysely, type Migration, sql } from 'kysely';

/** One index for what is due and for what has ended: SQLite takes it for both, so it has the order of both. */
export const endedInOrder: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create index intents_by_look on intents (is_open, next_look_at, id)`.execute(db);
    await db.schema.dropIndex('intents_is_open_next_look_at').execute();
    await db.schema.dropIndex('intents_ended').execute();
  },
};
