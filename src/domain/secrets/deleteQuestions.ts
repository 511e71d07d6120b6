import type { Actor } from '../actor';
import { cannotServe } from '../applications/cannotServe';
import { isDomainError } from '../errors';
import type { Clock, Directory } from '../ports';
import type { Store } from '../records';
import type { Ticket } from '../reveal/ticket';
import type { DeleteQuestion } from './deleteService';
import type { DeleteSubject } from './deleteSubject';
import { visibleName } from './visibleName';

const RECENT_USE_MS = 30 * 24 * 3_600_000;

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly directory: Pick<Directory, 'credentials' | 'canServe' | 'lastUse' | 'self'>;
  readonly clock: Clock;
}

/** Works out what a delete would break. */
export class DeleteQuestions {
  constructor(private readonly deps: Dependencies) {}

  /**
   * What deleting the subject would break.
   *
   * @throws refused where the bot cannot serve the application
   */
  async about(actor: Actor, subject: DeleteSubject): Promise<DeleteQuestion> {
    const application = subject.kind === 'ours' ? subject.secret.application : subject.application;
    const keyId = subject.kind === 'ours' ? subject.secret.keyId : subject.credential.keyId;
    if (!(await this.#canServe(application.objectId))) {
      throw await cannotServe(this.deps.directory, application);
    }
    const [lastUse, lastSecret, liveTickets] = await Promise.all([
      this.#lastUse(keyId),
      this.#isLast(application.objectId, keyId),
      this.#liveTickets(actor, subject),
    ]);
    const foreign = subject.kind === 'foreign';
    const described = describe(subject);
    const works = described.expiresAt > this.deps.clock.now();
    return {
      ...described,
      applicationName: application.displayName,
      foreign,
      lastUse,
      lastSecret,
      liveTickets,
      mustType: foreign || (works && (lastSecret || liveTickets > 0 || this.#mayBeInUse(lastUse))),
    };
  }

  /** What is on an application that is gone can always be deleted: there is nothing left to remove. */
  async #canServe(applicationId: string): Promise<boolean> {
    try {
      return await this.deps.directory.canServe(applicationId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return true;
      throw error;
    }
  }

  /** Last use is a report on the side: a delete does not wait for it. */
  async #lastUse(keyId: string): Promise<Date | 'never' | 'unknown'> {
    try {
      return await this.deps.directory.lastUse(keyId);
    } catch (error) {
      if (isDomainError(error, 'unavailable')) return 'unknown';
      throw error;
    }
  }

  async #isLast(applicationId: string, keyId: string): Promise<boolean> {
    try {
      const now = this.deps.clock.now();
      const credentials = await this.deps.directory.credentials(applicationId);
      return !credentials.some((each) => each.keyId !== keyId && each.expiresAt > now);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return false;
      throw error;
    }
  }

  async #liveTickets(actor: Actor, subject: DeleteSubject): Promise<number> {
    if (subject.kind === 'foreign') return 0;
    const { tenantId, reference } = subject.secret;
    const tickets = await this.deps.store.records.tickets.ofSecret(tenantId, reference);
    const now = this.deps.clock.now();
    const isLive = (ticket: Ticket) => ticket.state === 'ready' && ticket.expiresAt > now;
    return tickets.filter((ticket) => isLive(ticket) && ticket.personId !== actor.objectId).length;
  }

  #mayBeInUse(lastUse: Date | 'never' | 'unknown'): boolean {
    if (lastUse === 'never') return false;
    return lastUse === 'unknown' || lastUse.getTime() > this.deps.clock.now().getTime() - RECENT_USE_MS;
  }
}

function describe(
  subject: DeleteSubject,
): Pick<DeleteQuestion, 'target' | 'name' | 'reference' | 'expiresAt' | 'vaulted'> {
  if (subject.kind === 'ours') {
    const { reference, name, expiresAt, vaultEntry } = subject.secret;
    return { target: { reference }, name, reference, expiresAt, vaulted: vaultEntry !== undefined };
  }
  const { application, credential } = subject;
  const { keyId, displayName, expiresAt } = credential;
  const target = { applicationId: application.objectId, keyId };
  return { target, name: visibleName(displayName ?? '') || keyId, expiresAt, vaulted: false };
}
