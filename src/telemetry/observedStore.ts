import type { AuditEvent } from '../domain/audit/auditEvent';
import type { AuditTrail, Records, Store } from '../domain/records';
import type { Telemetry } from './telemetry';

/** The same store, whose transactions are measured, and whose audit rows are counted once they are committed. */
export function observedStore(store: Store, telemetry: Pick<Telemetry, 'transaction' | 'happened'>): Store {
  return {
    records: withAudit(store.records, async (event) => {
      await store.records.audit.append(event);
      telemetry.happened([event]);
    }),
    transaction: async (work) => {
      const events: AuditEvent[] = [];
      const result = await telemetry.transaction(() =>
        store.transaction((records) =>
          work(
            withAudit(records, async (event) => {
              await records.audit.append(event);
              events.push(event);
            }),
          ),
        ),
      );
      telemetry.happened(events);
      return result;
    },
  };
}

function withAudit(records: Records, append: AuditTrail['append']): Records {
  const { audit } = records;
  return {
    ...records,
    audit: {
      append,
      ofSecret: (...about) => audit.ofSecret(...about),
      pageOfSecret: (...about) => audit.pageOfSecret(...about),
    },
  };
}
