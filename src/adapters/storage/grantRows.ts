import type { Reference } from '../../domain/reference';
import type { Freeze, Grant } from '../../domain/sharing/grant';
import type { FreezeRow, GrantRow } from './sharingSchema';

export function grantRowOf(grant: Grant): GrantRow {
  return {
    id: grant.id,
    tenant_id: grant.tenantId,
    reference: grant.reference,
    person_id: grant.person.objectId,
    person_name: grant.person.displayName,
    request_id: grant.requestId,
    ticket_id: grant.ticketId,
    starts_at: grant.startsAt.getTime(),
    ends_at: grant.endsAt.getTime(),
    state: grant.state,
    ended_at: grant.endedAt?.getTime() ?? null,
    revoked_by_id: grant.revokedBy?.objectId ?? null,
    revoked_by_name: grant.revokedBy?.displayName ?? null,
  };
}

export function grantOf(row: GrantRow): Grant {
  const { revoked_by_id: byId, revoked_by_name: byName } = row;
  return {
    id: row.id,
    tenantId: row.tenant_id,
    reference: row.reference as Reference,
    person: { objectId: row.person_id, displayName: row.person_name },
    requestId: row.request_id,
    ticketId: row.ticket_id,
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
    state: row.state,
    ...(row.ended_at !== null && { endedAt: new Date(row.ended_at) }),
    ...(byId !== null && byName !== null && { revokedBy: { objectId: byId, displayName: byName } }),
  };
}

export function freezeOf(row: FreezeRow): Freeze {
  return { by: { objectId: row.by_id, displayName: row.by_name }, at: new Date(row.at), reason: row.reason };
}
