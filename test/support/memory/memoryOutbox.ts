import type { Outbox, OutboxItem } from '../../../src/domain/ports';
import type { MemoryTables, OutboxRow, Run } from './memoryTables';

export class MemoryOutbox implements Outbox {
  constructor(private readonly run: Run) {}

  add(item: Omit<OutboxItem, 'attempts'>): Promise<void> {
    return this.run((tables) => {
      const key = `${item.to.tenantId}/${item.to.personId}/${item.subject}`;
      const claim = tables.outbox.get(key)?.claim;
      tables.outbox.set(key, { item: { ...item, attempts: 0 }, gaveUp: false, ...(claim && { claim }) });
    });
  }

  claimDue(now: Date, until: Date, limit: number): Promise<readonly OutboxItem[]> {
    return this.run((tables) => {
      const due = [...tables.outbox]
        .filter(([, row]) => isDue(row, now))
        .sort(([, a], [, b]) => a.item.nextAttemptAt.getTime() - b.item.nextAttemptAt.getTime())
        .slice(0, limit);
      for (const [key, row] of due) tables.outbox.set(key, { ...row, claim: { id: row.item.id, until } });
      return due.map(([, row]) => row.item);
    });
  }

  settle(id: string, outcome: 'delivered' | 'unreachable'): Promise<void> {
    return this.run((tables) => {
      freeClaim(tables, id);
      for (const [key, row] of tables.outbox) {
        if (row.item.id !== id) continue;
        if (outcome === 'delivered') tables.outbox.delete(key);
        else tables.outbox.set(key, { ...row, gaveUp: true });
      }
    });
  }

  retry(id: string, nextAttemptAt: Date): Promise<void> {
    return this.run((tables) => {
      freeClaim(tables, id);
      for (const [key, row] of tables.outbox) {
        if (row.item.id !== id) continue;
        tables.outbox.set(key, { ...row, item: { ...row.item, attempts: row.item.attempts + 1, nextAttemptAt } });
      }
    });
  }

  depth(): Promise<number> {
    return this.run((tables) => [...tables.outbox.values()].filter((row) => !row.gaveUp).length);
  }
}

function isDue(row: OutboxRow, now: Date): boolean {
  return !row.gaveUp && row.item.nextAttemptAt <= now && !(row.claim && row.claim.until > now);
}

/** Ends the delivery of `id`, also where a newer item has replaced it and waits for this. */
function freeClaim(tables: MemoryTables, id: string): void {
  for (const [key, row] of tables.outbox) {
    if (row.claim?.id === id) tables.outbox.set(key, { item: row.item, gaveUp: row.gaveUp });
  }
}
