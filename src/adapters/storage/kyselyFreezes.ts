import type { Freezes } from '../../domain/records';
import type { Freeze } from '../../domain/sharing/grant';
import { freezeOf } from './grantRows';
import type { Session } from './session';

/** The administrators' stop in the database: one row per tenant while it is on. */
export class KyselyFreezes implements Freezes {
  constructor(private readonly session: Session) {}

  async current(tenantId: string): Promise<Freeze | undefined> {
    const row = await this.session.read((db) =>
      db.selectFrom('freezes').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst(),
    );
    return row && freezeOf(row);
  }

  async set(tenantId: string, freeze: Freeze): Promise<boolean> {
    const { by, at, reason } = freeze;
    const added = await this.session.write((db) =>
      db
        .insertInto('freezes')
        .values({ tenant_id: tenantId, by_id: by.objectId, by_name: by.displayName, at: at.getTime(), reason })
        .onConflict((conflict) => conflict.doNothing())
        .returning('tenant_id')
        .executeTakeFirst(),
    );
    return added !== undefined;
  }

  async clear(tenantId: string): Promise<boolean> {
    const removed = await this.session.write((db) =>
      db.deleteFrom('freezes').where('tenant_id', '=', tenantId).returning('tenant_id').executeTakeFirst(),
    );
    return removed !== undefined;
  }
}
