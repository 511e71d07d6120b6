import { DomainError } from '../../../src/domain/errors';
import type { Intents, Page } from '../../../src/domain/records';
import type { CreateIntent, DeleteIntent, EndedIntent, Lease } from '../../../src/domain/secrets/intent';
import { nameKey } from '../../../src/domain/secrets/nameKey';
import type { MemoryTables, Run } from './memoryTables';

export class MemoryIntents implements Intents {
  constructor(private readonly run: Run) {}

  addCreate(intent: CreateIntent): Promise<void> {
    return this.run((tables) => {
      refuseKnownId(tables, intent.id);
      if (
        isOpenCreate(intent) &&
        [...tables.creates.values()].some((other) => isOpenCreate(other) && sameName(other, intent))
      ) {
        throw new DomainError('conflict', { reason: 'name_taken' });
      }
      tables.creates.set(intent.id, intent);
      tables.leases.set(intent.id, { fence: 0 });
    });
  }

  addDelete(intent: DeleteIntent): Promise<void> {
    return this.run((tables) => {
      refuseKnownId(tables, intent.id);
      if (isOpenDelete(intent) && openDeleteOf(tables, intent.tenantId, intent.keyId)) {
        throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      }
      tables.deletes.set(intent.id, intent);
      tables.leases.set(intent.id, { fence: 0 });
    });
  }

  findCreate(id: string): Promise<CreateIntent | undefined> {
    return this.run((tables) => tables.creates.get(id));
  }

  findDelete(id: string): Promise<DeleteIntent | undefined> {
    return this.run((tables) => tables.deletes.get(id));
  }

  openCreates(tenantId: string, applicationId: string): Promise<readonly CreateIntent[]> {
    return this.run((tables) =>
      [...tables.creates.values()].filter(
        (intent) =>
          isOpenCreate(intent) && intent.tenantId === tenantId && intent.application.objectId === applicationId,
      ),
    );
  }

  openDelete(tenantId: string, keyId: string): Promise<DeleteIntent | undefined> {
    return this.run((tables) => openDeleteOf(tables, tenantId, keyId));
  }

  lease(intentId: string, now: Date, until: Date): Promise<Lease | undefined> {
    return this.run((tables) => {
      const row = tables.leases.get(intentId);
      if (!row || (row.until && row.until > now)) return undefined;
      const fence = row.fence + 1;
      tables.leases.set(intentId, { fence, until });
      return { intentId, fence, until };
    });
  }

  saveCreate(intent: CreateIntent, lease: Lease, now: Date): Promise<void> {
    return this.run((tables) => {
      checkFence(tables, intent.id, lease, now);
      tables.creates.set(intent.id, intent);
    });
  }

  saveDelete(intent: DeleteIntent, lease: Lease, now: Date): Promise<void> {
    return this.run((tables) => {
      checkFence(tables, intent.id, lease, now);
      tables.deletes.set(intent.id, intent);
    });
  }

  release(lease: Lease): Promise<void> {
    return this.run((tables) => {
      if (tables.leases.get(lease.intentId)?.fence === lease.fence) {
        tables.leases.set(lease.intentId, { fence: lease.fence });
      }
    });
  }

  ended(before: Date, limit: number, after?: string): Promise<Page<EndedIntent>> {
    return this.run((tables) => {
      const creates = [...tables.creates.values()].filter((intent) => !isOpenCreate(intent));
      const deletes = [...tables.deletes.values()].filter((intent) => !isOpenDelete(intent));
      const rows = [
        ...creates.map((intent) => ({ kind: 'create', intent }) as const),
        ...deletes.map((intent) => ({ kind: 'delete', intent }) as const),
      ]
        .filter(({ intent }) => intent.nextLookAt < before)
        .map((item) => ({ item, place: placeOf(item.intent) }))
        .sort((one, other) => (one.place < other.place ? -1 : 1))
        .filter(({ place }) => after === undefined || place > after);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const items = shown.map(({ item }) => item);
      return rows.length > limit && last ? { items, next: last.place } : { items };
    });
  }

  forget(ids: readonly string[]): Promise<void> {
    return this.run((tables) => {
      for (const id of ids) {
        const [create, remove] = [tables.creates.get(id), tables.deletes.get(id)];
        if (create ? isOpenCreate(create) : remove && isOpenDelete(remove)) continue;
        tables.creates.delete(id);
        tables.deletes.delete(id);
        tables.leases.delete(id);
      }
    });
  }

  due(now: Date, limit: number): Promise<{ creates: readonly string[]; deletes: readonly string[] }> {
    return this.run((tables) => {
      const isFree = (id: string) => !((tables.leases.get(id)?.until ?? now) > now);
      const pick = (intents: readonly (CreateIntent | DeleteIntent)[]) =>
        intents
          .filter((intent) => intent.nextLookAt <= now && isFree(intent.id))
          .sort((a, b) => a.nextLookAt.getTime() - b.nextLookAt.getTime())
          .slice(0, limit)
          .map((intent) => intent.id);
      return {
        creates: pick([...tables.creates.values()].filter(isOpenCreate)),
        deletes: pick([...tables.deletes.values()].filter(isOpenDelete)),
      };
    });
  }
}

/** Open means that the sweep still has work with it. */
export function isOpenCreate(intent: CreateIntent): boolean {
  return intent.step !== 'done' && intent.step !== 'undone' && intent.step !== 'unclear';
}

function placeOf({ nextLookAt, id }: CreateIntent | DeleteIntent): string {
  return `${String(nextLookAt.getTime()).padStart(15, '0')}_${id}`;
}

function isOpenDelete(intent: DeleteIntent): boolean {
  return intent.step !== 'done';
}

function sameName(a: CreateIntent, b: CreateIntent): boolean {
  return (
    a.tenantId === b.tenantId &&
    a.application.objectId === b.application.objectId &&
    nameKey(a.draft.details.name) === nameKey(b.draft.details.name)
  );
}

function openDeleteOf(tables: MemoryTables, tenantId: string, keyId: string): DeleteIntent | undefined {
  return [...tables.deletes.values()].find(
    (intent) => isOpenDelete(intent) && intent.tenantId === tenantId && intent.keyId === keyId,
  );
}

function refuseKnownId(tables: MemoryTables, id: string): void {
  if (tables.leases.has(id)) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
}

function checkFence(tables: MemoryTables, intentId: string, lease: Lease, now: Date): void {
  const row = tables.leases.get(intentId);
  const holds = lease.intentId === intentId && row?.fence === lease.fence && row.until !== undefined && row.until > now;
  if (!holds) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
}
