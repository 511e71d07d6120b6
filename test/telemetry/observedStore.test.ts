import type { AuditEvent } from '../../src/domain/audit/auditEvent';
import { observedStore } from '../../src/telemetry/observedStore';
import { anEvent, ref, TENANT } from '../contracts/store/storeBuilders';
import { describeStore } from '../contracts/storeContract';
import { MemoryStore } from '../support/memory/memoryStore';

/** Remembers what it is told. */
class Heard {
  readonly events: AuditEvent[] = [];
  transactions = 0;

  happened(events: readonly AuditEvent[]): void {
    this.events.push(...events);
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    this.transactions += 1;
    return work();
  }
}

describeStore('the observed store', async () => ({
  store: observedStore(new MemoryStore(), new Heard()),
  done: async () => undefined,
}));

describe('the observed store', () => {
  const heard = new Heard();
  const store = observedStore(new MemoryStore(), heard);

  it('says what happened once it is committed, and not what was rolled back', async () => {
    await store.records.audit.append(anEvent({ action: 'limit.reached' }));
    await store.transaction(async ({ audit }) => {
      await audit.append(anEvent({ action: 'create.done' }));
      await audit.append(anEvent({ action: 'ticket.issued' }));
      expect(heard.events).toHaveLength(1);
    });
    const failing = store.transaction(async ({ audit }) => {
      await audit.append(anEvent({ action: 'reveal.shown' }));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(heard.events.map(({ action }) => action)).toEqual(['limit.reached', 'create.done', 'ticket.issued']);
    expect(heard.transactions).toBe(2);
    expect(await store.records.audit.ofSecret(TENANT, ref(1), 10)).toHaveLength(3);
  });
});
