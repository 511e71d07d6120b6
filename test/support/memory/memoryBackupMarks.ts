import type { BackupMark, BackupMarks } from '../../../src/domain/records';
import type { Run } from './memoryTables';

export class MemoryBackupMarks implements BackupMarks {
  constructor(private readonly run: Run) {}

  current(): Promise<BackupMark | undefined> {
    return this.run((tables) => [...tables.backupMarks].sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime())[0]);
  }

  add(madeAt: Date): Promise<void> {
    return this.run((tables) => {
      tables.backupMarks = [...tables.backupMarks, { madeAt }];
    });
  }

  settle(at: Date): Promise<void> {
    return this.run((tables) => {
      tables.backupMarks = tables.backupMarks.map((mark) => ({ ...mark, settledAt: at }));
    });
  }

  remove(): Promise<void> {
    return this.run((tables) => {
      tables.backupMarks = [];
    });
  }
}
