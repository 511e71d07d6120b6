import { sql } from 'kysely';
import type { CreateIntent, CreateStep, DeleteIntent, EndedIntent } from '../../domain/secrets/intent';
import { nameKey } from '../../domain/secrets/nameKey';
import type { IntentRow } from './schema';
import type { Db } from './session';
import { fromStoredJson, toStoredJson } from './storedJson';

/** Steps after which the sweep has no more work with a create. */
const ENDED: readonly CreateStep[] = ['done', 'undone', 'unclear'];

type Columns = Omit<IntentRow, 'fence' | 'lease_until'>;

export function createRowOf(intent: CreateIntent): Columns {
  const isOpen = !ENDED.includes(intent.step);
  return {
    id: intent.id,
    kind: 'create',
    tenant_id: intent.tenantId,
    application_id: intent.application.objectId,
    key_id: intent.keyId ?? null,
    is_open: isOpen ? 1 : 0,
    name_slot: isOpen ? nameKey(intent.draft.details.name) : null,
    key_slot: null,
    next_look_at: intent.nextLookAt.getTime(),
    body: toStoredJson(intent),
  };
}

export function deleteRowOf(intent: DeleteIntent): Columns {
  const isOpen = intent.step !== 'done';
  return {
    id: intent.id,
    kind: 'delete',
    tenant_id: intent.tenantId,
    application_id: intent.application.objectId,
    key_id: intent.keyId,
    is_open: isOpen ? 1 : 0,
    name_slot: null,
    key_slot: isOpen ? intent.keyId : null,
    next_look_at: intent.nextLookAt.getTime(),
    body: toStoredJson(intent),
  };
}

type EndedRow = Pick<IntentRow, 'id' | 'kind' | 'next_look_at' | 'body'>;

/** Ended ones by when they were last looked after, behind the cursor `<milliseconds>_<id>`; a walk over an index of its own. */
export function endedRows(db: Db, before: Date, limit: number, after: string | undefined): Promise<EndedRow[]> {
  const [, millis = '-1', id = ''] = after?.match(/^(\d+)_(.*)$/s) ?? [];
  return db
    .selectFrom('intents')
    .select(['id', 'kind', 'next_look_at', 'body'])
    .where('is_open', '=', sql.lit(0))
    .where('next_look_at', '<', before.getTime())
    .where(({ eb, refTuple, tuple }) => eb(refTuple('next_look_at', 'id'), '>', tuple(Number(millis), id)))
    .orderBy('next_look_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export function endedOf({ kind, body }: EndedRow): EndedIntent {
  return kind === 'create'
    ? { kind, intent: fromStoredJson<CreateIntent>(body) }
    : { kind, intent: fromStoredJson<DeleteIntent>(body) };
}
