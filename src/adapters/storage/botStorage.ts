import { randomUUID } from 'node:crypto';
import type { Storage, StoreItems } from 'botbuilder-core';
import { DomainError } from '../../domain/errors';
import type { Clock } from '../../domain/ports';
import { prepared } from './prepared';
import type { BotStateRow } from './schema';
import type { Db } from './session';

/** The eTag of a write that must make the item. */
const NEW_ITEM = 'new';

const oneItem = prepared<{ key: string }, BotStateRow>((db, { key }) =>
  db.selectFrom('bot_state').selectAll().where('key', '=', key),
);

const replaced = prepared<BotStateRow & { eTag: string }, { key: string }>(
  (db, { key, eTag, value, etag, updated_at }) =>
    db
      .updateTable('bot_state')
      .set({ value, etag, updated_at })
      .where('key', '=', key)
      .where('etag', '=', eTag)
      .returning('key'),
);

/**
 * Bot and wizard state: botbuilder's Storage with real eTags. A write is all or nothing.
 *
 * `write` with eTag `'*'` or none overwrites; with `'new'` it only inserts; with any other it replaces exactly that
 * version, also when the item is gone meanwhile. State holds what a person typed, never a value.
 *
 * @throws conflict `changed_meanwhile` from `write` when the item is not the version that was read.
 */
export class KyselyBotStorage implements Storage {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async read(keys: string[]): Promise<StoreItems> {
    if (keys.length === 0) return {};
    const [only] = keys;
    const rows =
      keys.length === 1 && only !== undefined
        ? await oneItem(this.db, { key: only })
        : await this.db.selectFrom('bot_state').selectAll().where('key', 'in', keys).execute();
    return Object.fromEntries(rows.map((row) => [row.key, { ...JSON.parse(row.value), eTag: row.etag }]));
  }

  async write(changes: StoreItems): Promise<void> {
    // Always in the same order, so that two writes of the same items wait for each other instead of both failing.
    const items = Object.entries(changes).sort(([one], [other]) => (one < other ? -1 : 1));
    // One item is one statement, whole by itself.
    if (items.length === 1) return this.writeAll(this.db, items);
    await this.db.transaction().execute((db) => this.writeAll(db, items));
  }

  async delete(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.db.deleteFrom('bot_state').where('key', 'in', keys).execute();
  }

  /** Keys that start with `prefix` and were last written before `before`, oldest first, at most `limit`. */
  async keysUnchangedSince(prefix: string, before: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('bot_state')
      .select('key')
      .where(({ eb, fn, val }) => eb(fn('substr', ['key', val(1), val(prefix.length)]), '=', prefix))
      .where('updated_at', '<', before.getTime())
      .orderBy('updated_at')
      .limit(limit)
      .execute();
    return rows.map((row) => row.key);
  }

  /** Deletes the item only while it has this eTag; atomic. @returns false when somebody wrote or deleted it meanwhile. */
  async deleteVersion(key: string, eTag: string): Promise<boolean> {
    const deleted = await this.db
      .deleteFrom('bot_state')
      .where('key', '=', key)
      .where('etag', '=', eTag)
      .returning('key')
      .executeTakeFirst();
    return deleted !== undefined;
  }

  private async writeAll(db: Db, items: readonly (readonly [string, { eTag?: string }])[]): Promise<void> {
    for (const [key, { eTag, ...value }] of items) {
      if (!(await this.written(db, key, JSON.stringify(value), eTag))) {
        throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      }
    }
  }

  private async written(db: Db, key: string, value: string, eTag: string | undefined): Promise<boolean> {
    const version = { value, etag: randomUUID(), updated_at: this.clock.now().getTime() };
    if (eTag !== undefined && eTag !== '*' && eTag !== NEW_ITEM) {
      return (await replaced(db, { ...version, key, eTag })).length > 0;
    }
    const insert = db.insertInto('bot_state').values({ key, ...version });
    const upsert = insert.onConflict((conflict) =>
      eTag === NEW_ITEM ? conflict.doNothing() : conflict.column('key').doUpdateSet(version),
    );
    return (await upsert.returning('key').executeTakeFirst()) !== undefined;
  }
}
