import { type Kysely, type Migration, sql } from 'kysely';

/** The table's one statement: a backup of an older schema gets it, too. */
export const BACKUP_MARKS = 'CREATE TABLE IF NOT EXISTS backup_marks (made_at bigint NOT NULL, settled_at bigint)';

/** Empty in a database that is in use; a row in a backup says when it was made. */
export const backupMarks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(BACKUP_MARKS).execute(db);
  },
};
