import type { AuditEvent } from '../../../src/domain/audit/auditEvent';
import type { AuditPage, AuditTrail, Page } from '../../../src/domain/records';
import type { Reference } from '../../../src/domain/reference';
import type { Run } from './memoryTables';

export class MemoryAudit implements AuditTrail {
  constructor(private readonly run: Run) {}

  append(event: AuditEvent): Promise<void> {
    return this.run((tables) => {
      tables.audit = [...tables.audit, event];
    });
  }

  ofSecret(tenantId: string, reference: Reference, limit: number): Promise<readonly AuditEvent[]> {
    return this.run((tables) =>
      tables.audit
        .filter((event) => event.tenantId === tenantId && event.reference === reference)
        .reverse()
        .sort((a, b) => b.at.getTime() - a.at.getTime())
        .slice(0, limit),
    );
  }

  pageOfSecret(tenantId: string, reference: Reference, { after = '', limit }: AuditPage): Promise<Page<AuditEvent>> {
    return this.run((tables) => {
      const end = /^\d+$/.test(after) ? Number(after) : tables.audit.length;
      const found = tables.audit
        .map((event, index) => ({ event, index }))
        .slice(0, end)
        .filter(({ event }) => event.tenantId === tenantId && event.reference === reference)
        .reverse();
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(({ event }) => event),
        ...(found.length > limit && last && { next: `${last.index}` }),
      };
    });
  }
}
