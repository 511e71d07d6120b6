import { DomainError } from '../../../src/domain/errors';
import type { Freezes, Grants } from '../../../src/domain/records';
import type { Reference } from '../../../src/domain/reference';
import type { Freeze, Grant, GrantState } from '../../../src/domain/sharing/grant';
import type { Run } from './memoryTables';

export class MemoryGrants implements Grants {
  constructor(private readonly run: Run) {}

  add(grant: Grant): Promise<void> {
    return this.run((tables) => {
      const hasTicket = [...tables.grants.values()].some((other) => other.ticketId === grant.ticketId);
      if (hasTicket || tables.grants.has(grant.id)) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      tables.grants.set(grant.id, grant);
    });
  }

  find(id: string): Promise<Grant | undefined> {
    return this.run((tables) => tables.grants.get(id));
  }

  end(id: string, as: Exclude<GrantState, 'live'>, at: Date, by?: Grant['revokedBy']): Promise<Grant | undefined> {
    return this.run((tables) => {
      const grant = tables.grants.get(id);
      if (grant?.state !== 'live') return undefined;
      const ended: Grant = { ...grant, state: as, endedAt: at, ...(by && { revokedBy: by }) };
      tables.grants.set(id, ended);
      return ended;
    });
  }

  ofSecret(tenantId: string, reference: Reference): Promise<readonly Grant[]> {
    return this.run((tables) =>
      [...tables.grants.values()]
        .filter((grant) => grant.tenantId === tenantId && grant.reference === reference)
        .sort(newestFirst),
    );
  }

  liveOf(tenantId: string, personId: string, limit: number): Promise<readonly Grant[]> {
    return this.run((tables) =>
      [...tables.grants.values()]
        .filter((grant) => grant.state === 'live' && grant.tenantId === tenantId && grant.person.objectId === personId)
        .sort(newestFirst)
        .slice(0, limit),
    );
  }

  due(now: Date, limit: number): Promise<readonly Grant[]> {
    return this.run((tables) =>
      [...tables.grants.values()]
        .filter((grant) => grant.state === 'live' && grant.endsAt <= now)
        .sort((a, b) => a.endsAt.getTime() - b.endsAt.getTime() || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    );
  }
}

export class MemoryFreezes implements Freezes {
  constructor(private readonly run: Run) {}

  current(tenantId: string): Promise<Freeze | undefined> {
    return this.run((tables) => tables.freezes.get(tenantId));
  }

  set(tenantId: string, freeze: Freeze): Promise<boolean> {
    return this.run((tables) => {
      if (tables.freezes.has(tenantId)) return false;
      tables.freezes.set(tenantId, freeze);
      return true;
    });
  }

  clear(tenantId: string): Promise<boolean> {
    return this.run((tables) => tables.freezes.delete(tenantId));
  }
}

function newestFirst(a: Grant, b: Grant): number {
  return b.startsAt.getTime() - a.startsAt.getTime() || (a.id < b.id ? 1 : -1);
}
