import type { AuditEvent } from '../../domain/audit/auditEvent';
import type { AuditPage, AuditTrail, Page } from '../../domain/records';
import type { Reference } from '../../domain/reference';
import { type AuditChain, CURRENT_FORM, type UnchainedRow } from './auditChain';
import type { AuditRow } from './schema';
import type { Session } from './session';

/** The number of the last row of a page. It comes back from a card, so it may be anything. */
const CURSOR = /^\d{1,9}$/;

/** The audit in the database: rows are numbered and chained in the order they were committed, and never changed. */
export class KyselyAudit implements AuditTrail {
  constructor(
    private readonly session: Pick<Session, 'read' | 'atomic'>,
    private readonly chain: AuditChain,
  ) {}

  async append(event: AuditEvent): Promise<void> {
    // Nobody else writes between the two: the session's turn sees to that.
    await this.session.atomic(async (db) => {
      const [end] = await db.selectFrom('audit').select(['seq', 'mac']).orderBy('seq', 'desc').limit(1).execute();
      await db
        .insertInto('audit')
        .values(this.chain.after(end, rowOf(event)))
        .execute();
    });
  }

  async ofSecret(tenantId: string, reference: Reference, limit: number): Promise<readonly AuditEvent[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('audit')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .orderBy('at', 'desc')
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute(),
    );
    return rows.map(eventOf);
  }

  async pageOfSecret(
    tenantId: string,
    reference: Reference,
    { after = '', limit }: AuditPage,
  ): Promise<Page<AuditEvent>> {
    const before = CURSOR.test(after) ? Number(after) : undefined;
    const rows = await this.session.read((db) =>
      db
        .selectFrom('audit')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute(),
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(eventOf), ...(rows.length > limit && last && { next: `${last.seq}` }) };
  }
}

function rowOf(event: AuditEvent): Omit<UnchainedRow, 'seq'> {
  return {
    v: CURRENT_FORM,
    at: event.at.getTime(),
    tenant_id: event.tenantId,
    action: event.action,
    actor_id: event.actorId,
    reference: event.reference ?? null,
    application_id: event.applicationId ?? null,
    key_id: event.keyId ?? null,
    ticket_id: event.ticketId ?? null,
    detail: event.detail ?? null,
    request_id: event.requestId ?? null,
    click_id: event.clickId ?? null,
  };
}

function eventOf(row: AuditRow): AuditEvent {
  return {
    at: new Date(row.at),
    tenantId: row.tenant_id,
    action: row.action,
    actorId: row.actor_id,
    ...(row.reference !== null && { reference: row.reference }),
    ...(row.application_id !== null && { applicationId: row.application_id }),
    ...(row.key_id !== null && { keyId: row.key_id }),
    ...(row.ticket_id !== null && { ticketId: row.ticket_id }),
    ...(row.detail !== null && { detail: row.detail }),
    ...(row.request_id !== null && { requestId: row.request_id }),
    ...(row.click_id !== null && { clickId: row.click_id }),
  };
}
