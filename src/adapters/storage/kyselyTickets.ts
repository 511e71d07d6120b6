import { DomainError } from '../../domain/errors';
import type { ClaimCondition, Tickets } from '../../domain/records';
import type { Reference } from '../../domain/reference';
import type { SealedValue, Ticket, TicketState } from '../../domain/reveal/ticket';
import { worldAllows } from './claimConditions';
import type { Db, Session } from './session';
import { ticketOf, ticketRowOf } from './ticketRows';

const UNCLAIMED: readonly TicketState[] = ['preparing', 'ready'];

/** Tickets in the database. Sealed bytes are encrypted: plaintext never comes here. */
export class KyselyTickets implements Tickets {
  constructor(private readonly session: Session) {}

  async add(ticket: Ticket): Promise<void> {
    const added = await this.session.write((db) =>
      db
        .insertInto('tickets')
        .values(ticketRowOf(ticket))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst(),
    );
    if (!added) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
  }

  async find(id: string): Promise<Ticket | undefined> {
    const row = await this.session.read((db) =>
      db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirst(),
    );
    return row && ticketOf(row);
  }

  makeReady(id: string, expiresAt: Date, sealed: SealedValue | undefined): Promise<boolean> {
    return this.session.atomic(async (db) => {
      const ready = await db
        .updateTable('tickets')
        .set({ state: 'ready', expires_at: expiresAt.getTime() })
        .where('id', '=', id)
        .where('state', '=', 'preparing')
        .returning('id')
        .executeTakeFirst();
      if (!ready) return false;
      if (sealed) {
        const { keyId, nonce, ciphertext, tag } = sealed;
        await db.insertInto('sealed_values').values({ ticket_id: id, key_id: keyId, nonce, ciphertext, tag }).execute();
      }
      return true;
    });
  }

  async sealedValue(id: string): Promise<SealedValue | undefined> {
    const row = await this.session.read((db) =>
      db
        .selectFrom('sealed_values')
        .innerJoin('tickets', 'tickets.id', 'sealed_values.ticket_id')
        .select(['sealed_values.key_id', 'nonce', 'ciphertext', 'tag'])
        .where('ticket_id', '=', id)
        .where('tickets.state', '=', 'ready')
        .executeTakeFirst(),
    );
    return row && { keyId: row.key_id, nonce: row.nonce, ciphertext: row.ciphertext, tag: row.tag };
  }

  claim(condition: ClaimCondition): Promise<Ticket | undefined> {
    const { ticketId, tenantId, personId, now } = condition;
    return this.session.atomic(async (db) => {
      const row = await db
        .updateTable('tickets')
        .set({ state: 'shown', shown_at: now.getTime() })
        .where('id', '=', ticketId)
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .where('state', '=', 'ready')
        .where('expires_at', '>', now.getTime())
        .where((ticket) => worldAllows(ticket, condition))
        .returningAll()
        .executeTakeFirst();
      if (!row) return undefined;
      await this.deleteSealed(db, ticketId);
      return ticketOf(row);
    });
  }

  async confirm(id: string, personId: string, at: Date): Promise<boolean> {
    const row = await this.session.write((db) =>
      db
        .updateTable('tickets')
        .set({ confirmed_at: at.getTime() })
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .where('state', '=', 'shown')
        .where('confirmed_at', 'is', null)
        .returning('id')
        .executeTakeFirst(),
    );
    return row !== undefined;
  }

  end(id: string, as: 'expired' | 'cancelled', at: Date): Promise<boolean> {
    return this.session.atomic(async (db) => {
      const row = await db
        .updateTable('tickets')
        .set({ state: as, ended_at: at.getTime() })
        .where('id', '=', id)
        .where('state', 'in', UNCLAIMED)
        .returning('id')
        .executeTakeFirst();
      if (!row) return false;
      await this.deleteSealed(db, id);
      return true;
    });
  }

  async due(now: Date, limit: number): Promise<readonly Ticket[]> {
    const rows = await this.session.read((db) =>
      db
        .selectFrom('tickets')
        .selectAll()
        .where('state', 'in', UNCLAIMED)
        .where('expires_at', '<=', now.getTime())
        // `ready` before `preparing`
        .orderBy('state', 'desc')
        .orderBy('expires_at')
        .limit(limit)
        .execute(),
    );
    return rows.map(ticketOf);
  }

  ofSecret(tenantId: string, reference: Reference): Promise<readonly Ticket[]> {
    return this.ofSecrets(tenantId, [reference]);
  }

  async ofSecrets(tenantId: string, references: readonly Reference[]): Promise<readonly Ticket[]> {
    if (references.length === 0) return [];
    const rows = await this.session.read((db) =>
      db
        .selectFrom('tickets')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('reference', 'in', references)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
    );
    return rows.map(ticketOf);
  }

  private async deleteSealed(db: Db, ticketId: string): Promise<void> {
    const deleted = await db
      .deleteFrom('sealed_values')
      .where('ticket_id', '=', ticketId)
      .returning('ticket_id')
      .executeTakeFirst();
    if (deleted) this.session.sealedBytesDeleted();
  }
}
