import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { SecretFilter } from '../../domain/records';
import type { Secret } from '../../domain/secrets/secret';
import type { Schema } from './schema';
import { LIVE } from './secretRows';

type Condition = ExpressionWrapper<Schema, 'secrets', SqlBool>;
type Conditions = ExpressionBuilder<Schema, 'secrets'>;

/** What a filter asks of a row; only live secrets are listed. */
export function conditions(row: Conditions, filter: SecretFilter): Condition[] {
  const { personId, applicationId, sharing, locationIds, expiresBefore } = filter;
  const all = [row('tenant_id', '=', filter.tenantId), row('state', 'in', LIVE)];
  if (personId !== undefined) all.push(row.or([row('owner_id', '=', personId), row('creator_id', '=', personId)]));
  if (applicationId !== undefined) all.push(row('application_id', '=', applicationId));
  if (sharing !== undefined) all.push(row('sharing', '=', sharing ? 1 : 0));
  if (locationIds !== undefined) all.push(row('location_id', 'in', locationIds.length > 0 ? locationIds : ['']));
  if (expiresBefore !== undefined) all.push(row('expires_at', '<', expiresBefore.getTime()));
  return all;
}

/** Where the next page goes on. */
export function cursorOf(secret: Secret): string {
  return `${secret.expiresAt.getTime()}_${secret.reference}`;
}

/** A cursor comes back from a card, so it may be anything: one that cannot be read means the first page. */
export function afterCursor(row: Conditions, cursor: string | undefined): Condition[] {
  const [, millis, reference] = cursor?.match(/^(\d{1,15})_(sb-\w{8})$/) ?? [];
  if (millis === undefined || reference === undefined) return [];
  const expires = Number(millis);
  return [
    row.or([
      row('expires_at', '>', expires),
      row.and([row('expires_at', '=', expires), row('reference', '>', reference)]),
    ]),
  ];
}
