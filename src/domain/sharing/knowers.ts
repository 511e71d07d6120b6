import { BY_THE_BOT } from '../audit/auditEvent';
import { DomainError } from '../errors';
import { summaryOf } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids, Pauses } from '../ports';
import type { Store } from '../records';
import type { Reference } from '../reference';
import type { Ticket } from '../reveal/ticket';
import { secretPages } from '../secrets/everySecret';
import type { Secret } from '../secrets/secret';
import { type Stopping, untilStop } from '../stopping';

/** Rows of a secret's audit among which an earlier report is looked for. */
const AUDIT_ROWS = 1000;

type Absence = { readonly why: 'disabled' | 'left'; readonly name: string };

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'now' | 'administrators'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly pauses: Pick<Pauses, 'giveWay'>;
  readonly stopping: Stopping;
  readonly tenantId: string;
}

/** Finds the people who have seen the value of a live secret and are no longer with us, and tells its owner once. */
export class Knowers {
  constructor(private readonly deps: Dependencies) {}

  /** Looks at every live secret. @returns false when it stopped early because the directory does not answer */
  async run(): Promise<boolean> {
    const { store, tenantId } = this.deps;
    const known = new Map<string, Absence | undefined>();
    try {
      for await (const page of secretPages(store.records, { tenantId }, this.deps)) await this.#lookAt(page, known);
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unavailable') return false;
      throw error;
    }
  }

  /** One question for the tickets of a whole page. */
  async #lookAt(page: readonly Secret[], known: Map<string, Absence | undefined>): Promise<void> {
    const { store, tenantId, stopping } = this.deps;
    const active = page.filter(({ state }) => state === 'active');
    const references = active.map(({ reference }) => reference);
    const shown = firstShown(await store.records.tickets.ofSecrets(tenantId, references));
    for (const secret of untilStop(active, stopping)) {
      for (const ticket of shown.get(secret.reference) ?? []) {
        const absence = await this.#absence(secret, ticket.personId, known);
        if (absence) await this.#report(secret, ticket, absence);
      }
    }
  }

  async #absence(
    secret: Secret,
    personId: string,
    known: Map<string, Absence | undefined>,
  ): Promise<Absence | undefined> {
    if (known.has(personId)) return known.get(personId);
    const person = await this.deps.people.now(personId);
    const absence = !person
      ? ({ why: 'left', name: await this.#nameOf(secret, personId) } as const)
      : person.enabled
        ? undefined
        : ({ why: 'disabled', name: person.displayName } as const);
    known.set(personId, absence);
    return absence;
  }

  /** The directory has forgotten them; the secret has not. */
  async #nameOf({ tenantId, reference, owner, creator }: Secret, personId: string): Promise<string> {
    const grants = await this.deps.store.records.grants.ofSecret(tenantId, reference);
    const people = [owner, creator, ...grants.map((grant) => grant.person)];
    return people.find(({ objectId }) => objectId === personId)?.displayName ?? personId;
  }

  async #report(secret: Secret, ticket: Ticket, absence: Absence): Promise<void> {
    const { tenantId, reference } = secret;
    const now = this.deps.clock.now();
    const toldIds = await this.#whomToTell(secret);
    await this.deps.store.transaction(async (records) => {
      const rows = await records.audit.ofSecret(tenantId, reference, AUDIT_ROWS);
      if (rows.some((row) => row.action === 'knower.left' && row.ticketId === ticket.id)) return;
      await records.audit.append({
        at: now,
        tenantId,
        action: 'knower.left',
        ...BY_THE_BOT,
        reference,
        applicationId: secret.application.objectId,
        keyId: secret.keyId,
        ticketId: ticket.id,
        detail: absence.why,
      });
      const told = toldIds.map((personId): Telling => tellingOf(secret, ticket, absence, personId));
      await put(records.outbox, told, { ids: this.deps.ids, now });
    });
  }

  /** The owner, or the administrators where the owner is gone as well. */
  async #whomToTell({ owner }: Secret): Promise<readonly string[]> {
    const person = await this.deps.people.now(owner.objectId);
    return person?.enabled ? [owner.objectId] : this.deps.people.administrators();
  }
}

/** By secret, for each person who saw its value, the first ticket that showed it: it stands for them in the audit. */
function firstShown(tickets: readonly Ticket[]): ReadonlyMap<Reference, readonly Ticket[]> {
  const found = new Map<Reference, Ticket[]>();
  for (const ticket of tickets) {
    if (ticket.state !== 'shown') continue;
    const ofSecret = found.get(ticket.reference) ?? [];
    if (ofSecret.some(({ personId }) => personId === ticket.personId)) continue;
    found.set(ticket.reference, [...ofSecret, ticket]);
  }
  return found;
}

function tellingOf(secret: Secret, ticket: Ticket, { why, name }: Absence, personId: string): Telling {
  return {
    to: { tenantId: secret.tenantId, personId },
    subject: `notice:knows:${ticket.id}`,
    notice: { kind: 'knows_value', secret: summaryOf(secret), personName: name, why },
  };
}
