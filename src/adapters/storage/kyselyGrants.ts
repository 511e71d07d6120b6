import { DomainError } from '../../domain/errors';
import type { Grants } from '../../domain/records';
import type { Reference } from '../../domain/reference';
import type { Grant, GrantState } from '../../domain/sharing/grant';
import { grantOf, grantRowOf } from './grantRows';
import type { Session } from './session';

/** Grants in the database. Whoever ends one does it by one guarded UPDATE, so that it ends once and for one reason. */
export class KyselyGrants implements Grants {
  constructor(private readonly session: Session) {}

  async add(grant: Grant): Promise<void> {
    const added = await this.session.write((db) =>
      db
        .insertInto('grants')
        .values(grantRowOf(grant))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst(),
    );
    if (!added) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
  }

  async find(id: string): Promise<Grant | undefined> {
    const row = await this.session.read((db) =>
      db.selectFrom('grants').selectAll().where('id', '=', id).executeTakeFirst(),
    );
    return row && grantOf(row);
  }

  async end(
    id: string,
    as: Exclude<GrantState, 'live'>,
    at: Date,
    by?: Grant['revokedBy'],
  ): Promise<Grant | undefined> {
    const row = await this.session.write((db) =>
      db
        .updateTable('grants')
        .set({
          state: as,
          ended_at: at.getTime(),
          ...(by && { revoked_by_id: by.objectId, revoked_by_name: by.displayName }),
        })
        .where('id', '=', id)
        .where('state', '=', 'live')
        .returningAll()
        .executeTakeFirst(),
    );
    return row && grantOf(row);
  }

  async ofSecret(tenantId: string, reference: Reference): Promise<readonly Grant[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('grants')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .orderBy('starts_at', 'desc')
        .orderBy('id', 'desc')
        .execute(),
    );
    return rows.map(grantOf);
  }

  async liveOf(tenantId: string, personId: string, limit: number): Promise<readonly Grant[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('grants')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .where('state', '=', 'live')
        .orderBy('starts_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    );
    return rows.map(grantOf);
  }

  async due(now: Date, limit: number): Promise<readonly Grant[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('grants')
        .selectAll()
        .where('state', '=', 'live')
        .where('ends_at', '<=', now.getTime())
        .orderBy('ends_at')
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
    return rows.map(grantOf);
  }
}
