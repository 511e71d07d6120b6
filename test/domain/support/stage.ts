import type { Person } from '../../../src/domain/actor';
import type { Credential } from '../../../src/domain/applications/application';
import { type Domain, domainOver, type World } from '../../../src/domain/domain';
import { DomainError } from '../../../src/domain/errors';
import type { Ticket } from '../../../src/domain/reveal/ticket';
import { actor, DomainWorld } from './domainWorld';
import { DAY } from './fixedClock';
import { Ledger } from './ledger';
import type { MortalProcess } from './mortal';
import { SharingBench } from './sharingBench';

/** A tenant in which a journey is played: what was ever committed is in the ledger, what was ever shown is counted. */
export class Stage {
  readonly world = new DomainWorld();
  readonly ledger = new Ledger();
  readonly bench: SharingBench;
  /** How often each ticket's value reached a screen, by ticket id. */
  readonly shown = new Map<string, number>();
  /** Whether the person got the answer to their own click. */
  isAnswered = false;
  /** What other administrators added by hand; nobody may touch it. */
  readonly foreign: Credential[] = [];

  constructor(approvals = 1) {
    const store = this.ledger.over(this.world.store);
    this.bench = new SharingBench({ store, location: { approvals } }, this.world);
    this.addForeign('Made in the portal');
  }

  /** The domain as this process runs it. */
  in(process: MortalProcess): Domain {
    return domainOver(process.in(this.#wired));
  }

  /** A process that starts anew over what is there. */
  restarted(): Domain {
    return domainOver(this.#wired);
  }

  get #wired(): World {
    return { ...this.world.world, store: this.bench.store, locations: [this.bench.location] };
  }

  /** Another administrator adds a credential by hand. */
  addForeign(displayName: string): Credential {
    const { clock, directory, payroll } = this.world;
    const credential: Credential = {
      keyId: `foreign-${this.foreign.length}`,
      displayName,
      startsAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + 90 * DAY),
    };
    this.foreign.push(credential);
    directory.addByHand(payroll.objectId, credential);
    return credential;
  }

  /** At one moment: credentials whose names look like those of whatever is under way. */
  addSimilar(): void {
    for (const { draft, reference } of this.ledger.creates.slice(-1)) {
      const { name } = draft.details;
      for (const similar of [name, `${name} (sb-00000000)`, `${name} (${reference}) copy`]) this.addForeign(similar);
    }
  }

  /** The answer to the click about the thing with this id reaches the person. */
  answer(domain: Domain, id: string): Promise<void> {
    this.isAnswered = true;
    return domain.outbox.answered(id);
  }

  /** The person presses Show value. @throws what the click is refused with */
  async show(domain: Domain, person: Person, ticketId: string): Promise<void> {
    const { chat, clock } = this.world;
    await domain.reveals.reveal(actor(person), ticketId, chat.keyOf(ticketId), clock.now());
    this.shown.set(ticketId, (this.shown.get(ticketId) ?? 0) + 1);
  }

  /** Every ticket there ever was is tried by somebody else, and by its holder twice. */
  async everybodyTries(domain: Domain): Promise<void> {
    for (const ticket of this.ledger.tickets) {
      const holder = this.people.filter((person) => person.objectId === ticket.personId);
      const other = this.people.filter((person) => person.objectId !== ticket.personId).slice(-1);
      for (const person of [...other, ...holder, ...holder]) {
        await refusedOrDone(() => this.show(domain, person, ticket.id));
      }
    }
  }

  /** The newest ticket of a person. */
  ticketOf(person: Person): Ticket {
    const ticket = this.ledger.tickets.findLast((one) => one.personId === person.objectId);
    if (!ticket) throw new Error(`no ticket of ${person.displayName}`);
    return ticket;
  }

  get people(): readonly Person[] {
    const { alex, megan, lee, nora } = this.world;
    return [alex, megan, lee, nora, this.bench.priya];
  }
}

/** Does it; a refusal is an answer like any other. @returns whether it was done */
export async function refusedOrDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return false;
  }
}
