import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import type { SecretFilter } from '../../domain/records';
import type { Secret } from '../../domain/secrets/secret';
import { LIVE_IN_WORDS } from './migrations/0005Scale';
import type { Schema, SecretRow } from './schema';
import type { Db } from './session';

type Condition = ExpressionWrapper<Schema, 'secrets', SqlBool>;
type Conditions = ExpressionBuilder<Schema, 'secrets'>;
type Way = (row: Conditions) => Condition[];

/**
 * The first `limit` rows that fit, after the cursor, by expiry and reference. Each way in which a secret can fit is a
 * walk of its own over an index in that order, so that no more than `limit` rows of it are ever read.
 */
export function readPage(db: Db, filter: SecretFilter, limit: number, after?: string): Promise<SecretRow[]> {
  const walk = (way: Way) =>
    db
      .selectFrom(
        db
          .selectFrom('secrets')
          .selectAll()
          .where((row) => row.and([...conditions(row, filter), ...way(row), ...afterCursor(row, after)]))
          .orderBy('expires_at')
          .orderBy('reference')
          .limit(limit)
          .as('walk'),
      )
      .selectAll();
  const [first, ...others] = waysToFit(filter);
  return others
    .reduce((all, way) => all.unionAll(walk(way)), walk(first))
    .orderBy('expires_at')
    .orderBy('reference')
    .limit(limit)
    .execute();
}

/** Ways that exclude each other, and that an index can follow. */
function waysToFit({ personId, sharing, locationIds }: SecretFilter): readonly [Way, ...Way[]] {
  if (personId !== undefined) {
    return [
      (row) => [row('owner_id', '=', personId)],
      (row) => [row('creator_id', '=', personId), row('owner_id', '!=', personId)],
    ];
  }
  if (sharing === true && locationIds !== undefined) {
    const [first = '', ...others] = new Set(locationIds);
    const inLocation =
      (id: string): Way =>
      (row) => [row('location_id', '=', id)];
    return [inLocation(first), ...others.map(inLocation)];
  }
  return [() => []];
}

/** What a filter asks of a row besides the way; only live secrets are listed. */
function conditions(row: Conditions, filter: SecretFilter): Condition[] {
  const { applicationId, sharing, locationIds, expiresBefore } = filter;
  const all = [row('tenant_id', '=', filter.tenantId), isLive(row)];
  if (applicationId !== undefined) all.push(row('application_id', '=', applicationId));
  if (sharing !== undefined) all.push(row('sharing', '=', sql.lit(sharing ? 1 : 0)));
  if (locationIds !== undefined) all.push(row('location_id', 'in', locationIds.length > 0 ? locationIds : ['']));
  if (filter.vaulted) all.push(row('vault_name', 'is not', null));
  if (expiresBefore !== undefined) all.push(row('expires_at', '<', expiresBefore.getTime()));
  return all;
}

/** As the indexes of live secrets say it. */
export function isLive(row: Conditions): Condition {
  return row.and([sql<SqlBool>`${sql.raw(LIVE_IN_WORDS)}`]);
}

/** Where the next page goes on. */
export function cursorOf(secret: Secret): string {
  return `${secret.expiresAt.getTime()}_${secret.reference}`;
}

/** A cursor comes back from a card, so it may be anything: one that cannot be read means the first page. */
function afterCursor(row: Conditions, cursor: string | undefined): Condition[] {
  const [, millis, reference] = cursor?.match(/^(\d{1,15})_(sb-\w{8})$/) ?? [];
  if (millis === undefined || reference === undefined) return [];
  // Compared as a pair: an index can begin there.
  return [row(row.refTuple('expires_at', 'reference'), '>', row.tuple(Number(millis), reference))];
}
