import type { AuditEvent } from '../audit/auditEvent';
import type { Page, Store } from '../records';
import type { Secret } from './secret';

/** As many as people still read at once. */
const PAGE = 10;

/** One audit row of a secret, with what stored records know about it. */
export interface HistoryEvent extends AuditEvent {
  /** Object id of the person whose ticket or grant the row is about. */
  readonly aboutId?: string;
}

/** One page of what happened to a secret, the latest first. */
export interface SecretHistoryPage extends Page<HistoryEvent> {
  /** Names that stored records know, by object id: these need not be looked up. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * What happened to a secret, for people who may see all of it. The audit holds ids only; whom a ticket or a grant was
 * for is read from the ticket and the grant themselves.
 */
export class SecretHistory {
  constructor(private readonly store: Pick<Store, 'records'>) {}

  /** Ten rows at most; `after` is the cursor of the page before. */
  async page({ tenantId, reference, owner, creator }: Secret, after?: string): Promise<SecretHistoryPage> {
    const { audit, grants, tickets } = this.store.records;
    const [page, issued, granted] = await Promise.all([
      audit.pageOfSecret(tenantId, reference, { after, limit: PAGE }),
      tickets.ofSecret(tenantId, reference),
      grants.ofSecret(tenantId, reference),
    ]);
    const holders = new Map(issued.map(({ id, personId }) => [id, personId]));
    const people = [...granted.map(({ person }) => person), creator, owner];
    const items = page.items.map((event) => {
      const aboutId = event.ticketId === undefined ? undefined : holders.get(event.ticketId);
      return aboutId === undefined ? event : { ...event, aboutId };
    });
    return { ...page, items, names: new Map(people.map(({ objectId, displayName }) => [objectId, displayName])) };
  }
}
