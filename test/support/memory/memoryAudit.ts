import type { AuditEvent } from '../../../src/domain/audit/auditEvent';
import type { AuditTrail } from '../../../src/domain/records';
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
}
