import type { ClaimedItem, Outbox, OutboxItem } from '../../../src/domain/records';
import type { MemoryTables, OutboxRow, Run } from './memoryTables';

type Claim = Pick<ClaimedItem, 'id' | 'claimId'>;

export class MemoryOutbox implements Outbox {
  #claims = 0;

  constructor(private readonly run: Run) {}

  add(item: Omit<OutboxItem, 'attempts'>): Promise<void> {
    return this.run((tables) => {
      const key = `${item.to.tenantId}/${item.to.personId}/${item.subject}`;
      const claim = tables.outbox.get(key)?.claim;
      tables.outbox.set(key, { item: { ...item, attempts: 0 }, gaveUp: false, ...(claim && { claim }) });
    });
  }

  claimNext(now: Date, until: Date): Promise<ClaimedItem | undefined> {
    return this.run((tables) => {
      const [first] = [...tables.outbox]
        .filter(([, row]) => isDue(row, now))
        .sort(([, a], [, b]) => a.item.nextAttemptAt.getTime() - b.item.nextAttemptAt.getTime());
      if (!first) return undefined;
      const [key, row] = first;
      this.#claims += 1;
      const claimId = `claim-${this.#claims}`;
      tables.outbox.set(key, { ...row, claim: { id: claimId, until } });
      return { ...row.item, claimId };
    });
  }

  settle(claimed: Claim, outcome: 'delivered' | 'unreachable'): Promise<void> {
    return this.run((tables) => {
      endClaim(tables, claimed, (key, row) => {
        if (outcome === 'delivered') tables.outbox.delete(key);
        else tables.outbox.set(key, { ...row, gaveUp: true });
      });
    });
  }

  retry(claimed: Claim, nextAttemptAt: Date): Promise<void> {
    return this.run((tables) => {
      endClaim(tables, claimed, (key, row) => {
        tables.outbox.set(key, { ...row, item: { ...row.item, attempts: row.item.attempts + 1, nextAttemptAt } });
      });
    });
  }

  withdraw(id: string): Promise<void> {
    return this.run((tables) => {
      for (const [key, { item, claim }] of tables.outbox) if (item.id === id && !claim) tables.outbox.delete(key);
    });
  }

  reopen(tenantId: string, personId: string, now: Date): Promise<number> {
    return this.run((tables) => {
      const ofPerson = [...tables.outbox].filter(
        ([, { item, gaveUp }]) => gaveUp && item.to.tenantId === tenantId && item.to.personId === personId,
      );
      for (const [key, { item }] of ofPerson) {
        tables.outbox.set(key, { item: { ...item, attempts: 0, nextAttemptAt: now }, gaveUp: false });
      }
      return ofPerson.length;
    });
  }

  depth(): Promise<number> {
    return this.run((tables) => [...tables.outbox.values()].filter((row) => !row.gaveUp).length);
  }

  givenUp(): Promise<number> {
    return this.run((tables) => [...tables.outbox.values()].filter((row) => row.gaveUp).length);
  }
}

function isDue(row: OutboxRow, now: Date): boolean {
  return !row.gaveUp && row.item.nextAttemptAt <= now && !(row.claim && row.claim.until > now);
}

/** Ends the delivery; `then` gets the row without its claim, unless a newer item has replaced it meanwhile. */
function endClaim(tables: MemoryTables, claimed: Claim, then: (key: string, row: OutboxRow) => void): void {
  for (const [key, { item, gaveUp, claim }] of tables.outbox) {
    if (claim?.id !== claimed.claimId) continue;
    tables.outbox.set(key, { item, gaveUp });
    if (item.id === claimed.id) then(key, { item, gaveUp });
  }
}
