import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../../src/adapters/storage/openDatabase';
import type { Clock } from '../../../src/domain/ports';

/** A clock that shows what the test set. */
export class HandClock implements Clock {
  constructor(public time: Date = new Date('2026-03-01T10:00:00.000Z')) {}

  now(): Date {
    return this.time;
  }
}

/** A database for one test, whatever engine is below. */
export interface AnyDatabase {
  readonly clock: HandClock;
  readonly database: Database;
  /** Closes and opens it again, as a restart does. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

/** An embedded database in a folder of its own. */
export class TemporaryDatabase implements AnyDatabase {
  private constructor(
    readonly folder: string,
    readonly clock: HandClock,
    private opened: Database,
  ) {}

  static async open(clock = new HandClock()): Promise<TemporaryDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'secretbot-storage-'));
    return new TemporaryDatabase(folder, clock, await openDatabase({ dataDir: folder, clock }));
  }

  get database(): Database {
    return this.opened;
  }

  async restart(): Promise<void> {
    await this.opened.close();
    this.opened = await openDatabase({ dataDir: this.folder, clock: this.clock });
  }

  async remove(): Promise<void> {
    await this.opened.close();
    rmSync(this.folder, { recursive: true });
  }
}
