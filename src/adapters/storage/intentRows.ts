import type { CreateIntent, CreateStep, DeleteIntent } from '../../domain/secrets/intent';
import { nameKey } from '../../domain/secrets/nameKey';
import type { IntentRow } from './schema';
import { toStoredJson } from './storedJson';

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
