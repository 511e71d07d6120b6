import { DomainError } from '../../../src/domain/errors';
import type { AccessRequests } from '../../../src/domain/records';
import type { Reference } from '../../../src/domain/reference';
import type { AccessRequest } from '../../../src/domain/sharing/accessRequest';
import type { MemoryTables, Run } from './memoryTables';

type Kind = AccessRequest['wish']['kind'];

export class MemoryRequests implements AccessRequests {
  constructor(private readonly run: Run) {}

  add(request: AccessRequest): Promise<void> {
    return this.run((tables) => {
      if (tables.requests.has(request.id)) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      const { tenantId, reference, requester, wish } = request;
      if (
        request.state === 'open' &&
        openOf(tables, { tenantId, reference, personId: requester.objectId }, wish.kind)
      ) {
        throw new DomainError('conflict', { reason: 'already_asked' });
      }
      tables.requests.set(request.id, request);
    });
  }

  find(id: string): Promise<AccessRequest | undefined> {
    return this.run((tables) => tables.requests.get(id));
  }

  openOf(tenantId: string, reference: Reference, personId: string, kind: Kind): Promise<AccessRequest | undefined> {
    return this.run((tables) => openOf(tables, { tenantId, reference, personId }, kind));
  }

  save(request: AccessRequest): Promise<boolean> {
    return this.run((tables) => {
      const stored = tables.requests.get(request.id);
      if (stored?.state !== 'open' || stored.version !== request.version) return false;
      tables.requests.set(request.id, { ...request, version: request.version + 1 });
      return true;
    });
  }

  waitingFor(tenantId: string, approverId: string, limit: number): Promise<readonly AccessRequest[]> {
    return this.run((tables) =>
      openOnes(tables)
        .filter((request) => request.tenantId === tenantId && request.approverIds.includes(approverId))
        .sort(oldestFirst)
        .slice(0, limit),
    );
  }

  madeBy(tenantId: string, personId: string, limit: number): Promise<readonly AccessRequest[]> {
    return this.run((tables) =>
      [...tables.requests.values()]
        .filter((request) => request.tenantId === tenantId && request.requester.objectId === personId)
        .sort((a, b) => oldestFirst(b, a))
        .slice(0, limit),
    );
  }

  deniedOf(tenantId: string, reference: Reference, personId: string, limit: number): Promise<readonly AccessRequest[]> {
    return this.run((tables) =>
      [...tables.requests.values()]
        .filter((request) => request.tenantId === tenantId && request.reference === reference)
        .filter((request) => request.requester.objectId === personId && request.state === 'denied')
        .sort((a, b) => oldestFirst(b, a))
        .slice(0, limit),
    );
  }

  openAbout(tenantId: string, reference: Reference): Promise<readonly AccessRequest[]> {
    return this.run((tables) =>
      openOnes(tables)
        .filter((request) => request.tenantId === tenantId && request.reference === reference)
        .sort(oldestFirst),
    );
  }

  due(now: Date, limit: number): Promise<readonly AccessRequest[]> {
    return this.run((tables) =>
      openOnes(tables)
        .filter((request) => request.nextLookAt <= now)
        .sort((a, b) => a.nextLookAt.getTime() - b.nextLookAt.getTime() || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    );
  }
}

function openOnes(tables: MemoryTables): AccessRequest[] {
  return [...tables.requests.values()].filter((request) => request.state === 'open');
}

function openOf(
  tables: MemoryTables,
  who: { readonly tenantId: string; readonly reference: Reference; readonly personId: string },
  kind: Kind,
): AccessRequest | undefined {
  return openOnes(tables).find(
    (request) =>
      request.tenantId === who.tenantId &&
      request.reference === who.reference &&
      request.requester.objectId === who.personId &&
      request.wish.kind === kind,
  );
}

function oldestFirst(a: AccessRequest, b: AccessRequest): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
