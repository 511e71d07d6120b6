import { DomainError } from '../../domain/errors';
import type { Page, SecretFilter, Secrets } from '../../domain/records';
import type { Reference } from '../../domain/reference';
import { nameKey } from '../../domain/secrets/nameKey';
import type { Secret, SecretSettings, SecretState } from '../../domain/secrets/secret';
import { prepared } from './prepared';
import { cursorOf, isLive, readPage } from './secretList';
import { LIVE, secretOf, secretRowOf, settingsRowOf } from './secretRows';
import type { Db, Session } from './session';

const SAME_NAME_LIMIT = 10;

/** Secrets in the database. A unique column keeps live names apart, whoever writes at the same time. */
export class KyselySecrets implements Secrets {
  constructor(private readonly session: Session) {}

  async add(secret: Secret, replaces?: Reference): Promise<void> {
    await this.session.atomic(async (db) => {
      if (replaces !== undefined) await handOverName(db, secret, replaces);
      const row = secretRowOf(secret);
      if (row.name_slot !== null && (await hasOtherHolder(db, secret, replaces))) {
        throw new DomainError('conflict', { reason: 'name_taken' });
      }
      const added = await db
        .insertInto('secrets')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('reference')
        .executeTakeFirst();
      if (!added) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
    });
  }

  async find(tenantId: string, reference: Reference): Promise<Secret | undefined> {
    const row = await this.session.read((db) =>
      db
        .selectFrom('secrets')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .executeTakeFirst(),
    );
    return row && secretOf(row);
  }

  async findByName(tenantId: string, name: string): Promise<readonly Secret[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('secrets')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('name_key', '=', nameKey(name))
        .where('state', 'in', LIVE)
        .orderBy('expires_at')
        .orderBy('reference')
        .limit(SAME_NAME_LIMIT)
        .execute(),
    );
    return rows.map(secretOf);
  }

  async isNameTaken(tenantId: string, applicationId: string, name: string): Promise<boolean> {
    const values = { tenantId, applicationId, nameKey: nameKey(name) };
    return (await this.session.read((db) => holdersOf(db, values))).length > 0;
  }

  async list(filter: SecretFilter, limit: number, after?: string): Promise<Page<Secret>> {
    const rows = await this.session.read((db) => readPage(db, filter, limit + 1, after));
    const items = rows.slice(0, limit).map(secretOf);
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: cursorOf(last) } : { items };
  }

  async applications(tenantId: string, limit: number, after?: string): Promise<Page<string>> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('secrets')
        .select('application_id')
        .distinct()
        .where('tenant_id', '=', tenantId)
        .where(isLive)
        .where('application_id', '>', after ?? '')
        .orderBy('application_id')
        .limit(limit + 1)
        .execute(),
    );
    const items = rows.slice(0, limit).map((row) => row.application_id);
    const last = items.at(-1);
    return rows.length > limit && last !== undefined ? { items, next: last } : { items };
  }

  async changeSettings(
    tenantId: string,
    reference: Reference,
    from: SecretSettings,
    to: SecretSettings,
  ): Promise<boolean> {
    const changed = await this.session.write((db) =>
      db
        .updateTable('secrets')
        .set(settingsRowOf(to))
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .where('state', '=', 'active')
        .where('sharing', '=', from.sharing ? 1 : 0)
        .where('pre_approved', '=', from.preApproved ? 1 : 0)
        .where('owner_id', '=', from.owner.objectId)
        .returning('reference')
        .executeTakeFirst(),
    );
    return changed !== undefined;
  }

  async dropCopy(tenantId: string, reference: Reference): Promise<boolean> {
    const dropped = await this.session.write((db) =>
      db
        .updateTable('secrets')
        .set({ vault_name: null, vault_version: null, sharing: 0, pre_approved: 0 })
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .where('state', '=', 'active')
        .where('vault_name', 'is not', null)
        .returning('reference')
        .executeTakeFirst(),
    );
    return dropped !== undefined;
  }

  async moveState(
    tenantId: string,
    reference: Reference,
    from: SecretState,
    to: SecretState,
    at: Date,
  ): Promise<boolean> {
    const isLive = LIVE.includes(to);
    if (isLive && !LIVE.includes(from)) throw new RangeError('a secret that has ended does not come back');
    const moved = await this.session.write((db) =>
      db
        .updateTable('secrets')
        .set((expression) => ({
          state: to,
          ended_at: to === 'active' ? null : expression.fn.coalesce('ended_at', expression.val(at.getTime())),
          ...(!isLive && { name_slot: null }),
        }))
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .where('state', '=', from)
        .returning('reference')
        .executeTakeFirst(),
    );
    return moved !== undefined;
  }
}

/** Creates under way and live secrets in one statement: a create gives its name to its secret, and never to nobody. */
const holdersOf = prepared<{ tenantId: string; applicationId: string; nameKey: string }, { id: string }>(
  (db, { tenantId, applicationId, nameKey }) =>
    db
      .selectFrom('intents')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('application_id', '=', applicationId)
      .where('name_slot', '=', nameKey)
      .unionAll((union) =>
        union
          .selectFrom('secrets')
          .select('reference as id')
          .where('tenant_id', '=', tenantId)
          .where('application_id', '=', applicationId)
          .where('name_key', '=', nameKey)
          .where('state', 'in', LIVE),
      ),
);

/** The replaced secret stays live until its credential is removed; its name goes to the new one now. */
async function handOverName(db: Db, secret: Secret, replaces: Reference): Promise<void> {
  await db
    .updateTable('secrets')
    .set({ name_slot: null })
    .where('tenant_id', '=', secret.tenantId)
    .where('reference', '=', replaces)
    .where('application_id', '=', secret.application.objectId)
    .where('name_key', '=', nameKey(secret.name))
    .execute();
}

async function hasOtherHolder(db: Db, secret: Secret, replaces: Reference | undefined): Promise<boolean> {
  const holder = await db
    .selectFrom('secrets')
    .select('reference')
    .where('tenant_id', '=', secret.tenantId)
    .where('application_id', '=', secret.application.objectId)
    .where('name_key', '=', nameKey(secret.name))
    .where('state', 'in', LIVE)
    .where('reference', '!=', replaces ?? '')
    .executeTakeFirst();
  return holder !== undefined;
}
