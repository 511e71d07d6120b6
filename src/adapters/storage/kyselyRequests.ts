import { DomainError } from '../../domain/errors';
import type { AccessRequests } from '../../domain/records';
import type { Reference } from '../../domain/reference';
import type { AccessRequest } from '../../domain/sharing/accessRequest';
import type { Db, Session } from './session';
import type { RequestRow } from './sharingSchema';
import { fromStoredJson, toStoredJson } from './storedJson';

/**
 * Requests in the database. A unique column keeps one person to one open request about a secret; a version in the
 * condition of every save lets one of any number of deciders win.
 */
export class KyselyRequests implements AccessRequests {
  constructor(private readonly session: Session) {}

  async add(request: AccessRequest): Promise<void> {
    await this.session.atomic(async (db) => {
      const added = await db
        .insertInto('requests')
        .values(rowOf(request))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added) return saveApprovers(db, request);
      const known = await db.selectFrom('requests').select('id').where('id', '=', request.id).executeTakeFirst();
      throw new DomainError('conflict', { reason: known ? 'changed_meanwhile' : 'already_asked' });
    });
  }

  async find(id: string): Promise<AccessRequest | undefined> {
    const row = await this.session.read((db) =>
      db.selectFrom('requests').select('body').where('id', '=', id).executeTakeFirst(),
    );
    return row && requestOf(row);
  }

  async openOf(
    tenantId: string,
    reference: Reference,
    personId: string,
    kind: AccessRequest['wish']['kind'],
  ): Promise<AccessRequest | undefined> {
    const row = await this.session.read((db) =>
      db
        .selectFrom('requests')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .where('requester_id', '=', personId)
        .where('open_slot', '=', kind)
        .executeTakeFirst(),
    );
    return row && requestOf(row);
  }

  save(request: AccessRequest): Promise<boolean> {
    return this.session.atomic(async (db) => {
      const row = rowOf({ ...request, version: request.version + 1 });
      const saved = await db
        .updateTable('requests')
        .set({
          open_slot: row.open_slot,
          state: row.state,
          next_look_at: row.next_look_at,
          version: row.version,
          body: row.body,
        })
        .where('id', '=', request.id)
        .where('state', '=', 'open')
        .where('version', '=', request.version)
        .returning('id')
        .executeTakeFirst();
      if (!saved) return false;
      await db.deleteFrom('request_approvers').where('request_id', '=', request.id).execute();
      await saveApprovers(db, request);
      return true;
    });
  }

  async waitingFor(tenantId: string, approverId: string, limit: number): Promise<readonly AccessRequest[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('request_approvers')
        .innerJoin('requests', 'requests.id', 'request_approvers.request_id')
        .select('requests.body')
        .where('request_approvers.approver_id', '=', approverId)
        .where('requests.tenant_id', '=', tenantId)
        .where('requests.state', '=', 'open')
        .orderBy('requests.created_at')
        .orderBy('requests.id')
        .limit(limit)
        .execute(),
    );
    return rows.map(requestOf);
  }

  async madeBy(tenantId: string, personId: string, limit: number): Promise<readonly AccessRequest[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('requests')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('requester_id', '=', personId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    );
    return rows.map(requestOf);
  }

  async deniedOf(
    tenantId: string,
    reference: Reference,
    personId: string,
    limit: number,
  ): Promise<readonly AccessRequest[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('requests')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .where('requester_id', '=', personId)
        .where('state', '=', 'denied')
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    );
    return rows.map(requestOf);
  }

  async openAbout(tenantId: string, reference: Reference): Promise<readonly AccessRequest[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('requests')
        .select('body')
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .where('state', '=', 'open')
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
    );
    return rows.map(requestOf);
  }

  async due(now: Date, limit: number): Promise<readonly AccessRequest[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('requests')
        .select('body')
        .where('state', '=', 'open')
        .where('next_look_at', '<=', now.getTime())
        .orderBy('next_look_at')
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
    return rows.map(requestOf);
  }
}

/** Only open requests wait for anybody. */
async function saveApprovers(db: Db, request: AccessRequest): Promise<void> {
  const approvers = request.state === 'open' ? [...new Set(request.approverIds)] : [];
  if (approvers.length === 0) return;
  await db
    .insertInto('request_approvers')
    .values(approvers.map((approver) => ({ request_id: request.id, approver_id: approver })))
    .execute();
}

function rowOf(request: AccessRequest): RequestRow {
  return {
    id: request.id,
    tenant_id: request.tenantId,
    reference: request.reference,
    requester_id: request.requester.objectId,
    open_slot: request.state === 'open' ? request.wish.kind : null,
    state: request.state,
    created_at: request.createdAt.getTime(),
    next_look_at: request.nextLookAt.getTime(),
    version: request.version,
    body: toStoredJson(request),
  };
}

function requestOf({ body }: Pick<RequestRow, 'body'>): AccessRequest {
  return fromStoredJson<AccessRequest>(body);
}
