import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import type { AuditHead, AuditVerdict } from '../../../src/adapters/storage/auditLog';
import { openDatabase } from '../../../src/adapters/storage/openDatabase';
import { anEvent } from '../../contracts/store/storeBuilders';
import { HandClock } from './temporaryDatabase';

const GUARDS = ['audit_no_update', 'audit_no_delete', 'audit_in_order'];

/** Everything that comes, in a list. */
export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A database folder whose audit a test fills, tampers with as somebody with the file could, and verifies. */
export class AuditedDatabase {
  readonly clock = new HandClock();

  constructor(readonly folder: string) {}

  /** Opens it, appends so many rows, one transaction each, and closes it. @returns the head then */
  async fill(rows: number): Promise<AuditHead | undefined> {
    const database = await openDatabase({ dataDir: this.folder, clock: this.clock });
    for (let number = 1; number <= rows; number += 1) {
      await database.store.records.audit.append(
        anEvent({ detail: `${number} of ${rows}`, requestId: 'r', clickId: 'c' }),
      );
    }
    const head = await database.auditLog.head(this.clock.now());
    await database.close();
    return head;
  }

  /** What somebody does who has the file and not the key. */
  tamper(...statements: readonly string[]): void {
    const file = new Libsql(this.path);
    for (const guard of GUARDS) file.exec(`drop trigger if exists ${guard}`);
    for (const statement of statements) file.exec(statement);
    file.close();
  }

  /** Runs one statement with the guards on. */
  tryOut(statement: string): void {
    const file = new Libsql(this.path);
    try {
      file.exec(statement);
    } finally {
      file.close();
    }
  }

  async verify(heads: readonly AuditHead[] = []): Promise<AuditVerdict> {
    const database = await openDatabase({ dataDir: this.folder, clock: this.clock });
    const verdict = await database.auditLog.verify(heads);
    await database.close();
    return verdict;
  }

  backUp(): void {
    copyFileSync(this.path, `${this.path}.backup`);
  }

  restore(): void {
    copyFileSync(`${this.path}.backup`, this.path);
  }

  get path(): string {
    return join(this.folder, 'secretbot.db');
  }
}
