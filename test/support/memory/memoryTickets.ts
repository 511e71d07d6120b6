import { DomainError } from '../../../src/domain/errors';
import type { ClaimCondition, Tickets } from '../../../src/domain/records';
import type { Reference } from '../../../src/domain/reference';
import type { SealedValue, Ticket } from '../../../src/domain/reveal/ticket';
import type { MemoryTables, Run } from './memoryTables';

export class MemoryTickets implements Tickets {
  constructor(private readonly run: Run) {}

  add(ticket: Ticket): Promise<void> {
    return this.run((tables) => {
      if (tables.tickets.has(ticket.id)) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      tables.tickets.set(ticket.id, ticket);
    });
  }

  find(id: string): Promise<Ticket | undefined> {
    return this.run((tables) => tables.tickets.get(id));
  }

  makeReady(id: string, expiresAt: Date, sealed: SealedValue | undefined): Promise<boolean> {
    return this.run((tables) => {
      const ticket = tables.tickets.get(id);
      if (ticket?.state !== 'preparing') return false;
      tables.tickets.set(id, { ...ticket, state: 'ready', expiresAt });
      if (sealed) tables.sealed.set(id, sealed);
      return true;
    });
  }

  sealedValue(id: string): Promise<SealedValue | undefined> {
    return this.run((tables) => (tables.tickets.get(id)?.state === 'ready' ? tables.sealed.get(id) : undefined));
  }

  claim(condition: ClaimCondition): Promise<Ticket | undefined> {
    return this.run((tables) => {
      const ticket = tables.tickets.get(condition.ticketId);
      if (!ticket || !isClaimable(ticket, condition, tables)) return undefined;
      const shown: Ticket = { ...ticket, state: 'shown', shownAt: condition.now };
      tables.tickets.set(ticket.id, shown);
      tables.sealed.delete(ticket.id);
      return shown;
    });
  }

  confirm(id: string, personId: string, at: Date): Promise<boolean> {
    return this.run((tables) => {
      const ticket = tables.tickets.get(id);
      if (ticket?.state !== 'shown' || ticket.confirmedAt || ticket.personId !== personId) return false;
      tables.tickets.set(id, { ...ticket, confirmedAt: at });
      return true;
    });
  }

  end(id: string, as: 'expired' | 'cancelled', _at: Date): Promise<boolean> {
    return this.run((tables) => {
      const ticket = tables.tickets.get(id);
      if (!ticket || !isUnclaimed(ticket)) return false;
      tables.tickets.set(id, { ...ticket, state: as });
      tables.sealed.delete(id);
      return true;
    });
  }

  due(now: Date, limit: number): Promise<readonly Ticket[]> {
    return this.run((tables) =>
      [...tables.tickets.values()]
        .filter((ticket) => isUnclaimed(ticket) && ticket.expiresAt <= now)
        .sort((a, b) => b.state.localeCompare(a.state) || a.expiresAt.getTime() - b.expiresAt.getTime())
        .slice(0, limit),
    );
  }

  ofSecret(tenantId: string, reference: Reference): Promise<readonly Ticket[]> {
    return this.ofSecrets(tenantId, [reference]);
  }

  ofSecrets(tenantId: string, references: readonly Reference[]): Promise<readonly Ticket[]> {
    return this.run((tables) =>
      [...tables.tickets.values()]
        .filter((ticket) => ticket.tenantId === tenantId && references.includes(ticket.reference))
        .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)),
    );
  }
}

function isUnclaimed(ticket: Ticket): boolean {
  return ticket.state === 'preparing' || ticket.state === 'ready';
}

function isClaimable(ticket: Ticket, condition: ClaimCondition, tables: MemoryTables): boolean {
  const secret = tables.secrets.get(`${ticket.tenantId}/${ticket.reference}`);
  return (
    ticket.state === 'ready' &&
    ticket.tenantId === condition.tenantId &&
    ticket.personId === condition.personId &&
    ticket.expiresAt > condition.now &&
    secret?.state === 'active' &&
    !tables.freezes.has(ticket.tenantId) &&
    (ticket.cause !== 'grant' || (secret.sharing && hasLiveGrant(ticket, condition.now, tables))) &&
    (ticket.cause !== 'pre_approval' || (secret.preApproved && secret.owner.objectId === ticket.personId))
  );
}

function hasLiveGrant(ticket: Ticket, now: Date, tables: MemoryTables): boolean {
  return [...tables.grants.values()].some(
    (grant) =>
      grant.ticketId === ticket.id &&
      grant.tenantId === ticket.tenantId &&
      grant.reference === ticket.reference &&
      grant.person.objectId === ticket.personId &&
      grant.state === 'live' &&
      grant.endsAt > now,
  );
}
