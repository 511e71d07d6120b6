import type { BackupMark, BackupMarks } from '../../domain/records';
import type { Session } from './session';

/** The mark of a backup in the database: no row in one that was never restored. */
export class KyselyBackupMarks implements BackupMarks {
  constructor(private readonly session: Session) {}

  async current(): Promise<BackupMark | undefined> {
    const row = await this.session.read((db) =>
      db.selectFrom('backup_marks').selectAll().orderBy('made_at', 'desc').limit(1).executeTakeFirst(),
    );
    if (!row) return undefined;
    const { made_at, settled_at } = row;
    return {
      madeAt: new Date(Number(made_at)),
      ...(settled_at !== null && { settledAt: new Date(Number(settled_at)) }),
    };
  }

  async add(madeAt: Date): Promise<void> {
    await this.session.write((db) =>
      db.insertInto('backup_marks').values({ made_at: madeAt.getTime(), settled_at: null }).execute(),
    );
  }

  async settle(at: Date): Promise<void> {
    await this.session.write((db) => db.updateTable('backup_marks').set({ settled_at: at.getTime() }).execute());
  }

  async remove(): Promise<void> {
    await this.session.write((db) => db.deleteFrom('backup_marks').execute());
  }
}
