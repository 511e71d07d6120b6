import type { Credential } from '../applications/application';
import { BY_THE_BOT, joinedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import { carrierOf, summaryOf } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Clock, Directory, Ids, Pauses, Vault } from '../ports';
import type { Store } from '../records';
import type { Ticket } from '../reveal/ticket';
import { endSharing } from '../sharing/sharingEnd';
import { type Stopping, untilStop } from '../stopping';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import { applicationPages, everySecret } from './everySecret';
import { type Secret, vaultEntryName } from './secret';

/** The directory may not show a credential this young. */
const YOUNG_MS = 3_600_000;
/** After so many applications in a row without an answer the directory is down, and a sweep has other work. */
const MOST_UNANSWERED = 3;

interface Dependencies {
  readonly store: Store;
  readonly directory: Pick<Directory, 'credentials'>;
  readonly vault: Pick<Vault, 'remove'>;
  readonly locations: readonly Location[];
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly pauses: Pick<Pauses, 'giveWay'>;
  readonly tenantId: string;
  readonly stopping: Stopping;
}

/** Finds the credentials that somebody removed in the portal, clears up after them and tells their owners. */
export class Reconciliation {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Compares every active secret with its application. An application that cannot be read now is left for the next time.
   *
   * @returns false when it stopped early because the directory does not answer
   */
  async run(): Promise<boolean> {
    const { store, tenantId, stopping } = this.deps;
    let unanswered = 0;
    for await (const page of applicationPages(store.records, tenantId, this.deps)) {
      for (const applicationId of untilStop(page, stopping)) {
        const outcome = await this.#compare(applicationId);
        if (outcome !== 'not_asked') unanswered = outcome === 'unknown' ? unanswered + 1 : 0;
        if (unanswered >= MOST_UNANSWERED) return false;
      }
    }
    return true;
  }

  async #compare(applicationId: string): Promise<'compared' | 'unknown' | 'not_asked'> {
    const { store, tenantId, pauses } = this.deps;
    const live = await everySecret(store.records, { tenantId, applicationId });
    const settled = live.filter((secret) => this.#isSettled(secret));
    if (settled.length === 0) return 'not_asked';
    const missing = await this.#missing(applicationId, settled);
    if (missing === 'unknown') return 'unknown';
    for (const secret of missing) await this.#retire(secret);
    await pauses.giveWay();
    return 'compared';
  }

  #isSettled(secret: Secret): boolean {
    return secret.state === 'active' && this.deps.clock.now().getTime() - secret.createdAt.getTime() >= YOUNG_MS;
  }

  /** What two reads in a row do not show is gone; what one of them shows is there. */
  async #missing(applicationId: string, secrets: readonly Secret[]): Promise<readonly Secret[] | 'unknown'> {
    const absent = await this.#absent(applicationId, secrets);
    return absent === 'unknown' || absent.length === 0 ? absent : this.#absent(applicationId, absent);
  }

  async #absent(applicationId: string, secrets: readonly Secret[]): Promise<readonly Secret[] | 'unknown'> {
    const present = await this.#credentials(applicationId);
    if (present === 'unknown') return 'unknown';
    const keyIds = new Set(present.map((credential) => credential.keyId));
    return secrets.filter((secret) => !keyIds.has(secret.keyId));
  }

  async #credentials(applicationId: string): Promise<readonly Credential[] | 'unknown'> {
    try {
      return await this.deps.directory.credentials(applicationId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return [];
      if (error instanceof DomainError) return 'unknown';
      throw error;
    }
  }

  /** The vault's copy goes first: when that fails the secret stays as it is until the next time. */
  async #retire(secret: Secret): Promise<void> {
    const unvaulted = await this.#clearVault(secret);
    if (unvaulted === 'later') return;
    const now = this.deps.clock.now();
    const { tenantId, reference } = secret;
    await this.deps.store.transaction(async (records) => {
      if (!(await records.secrets.moveState(tenantId, reference, 'active', 'gone', now))) return;
      const tickets = await records.tickets.ofSecret(tenantId, reference);
      for (const ticket of tickets) await records.tickets.end(ticket.id, 'cancelled', now);
      await endSharing(records, { secret, acted: BY_THE_BOT, now, ids: this.deps.ids });
      const { objectId: applicationId } = secret.application;
      const row = { at: now, tenantId, ...BY_THE_BOT, reference, applicationId, keyId: secret.keyId };
      if (unvaulted) await records.audit.append({ ...row, action: 'delete.unvaulted', ...joinedBy(unvaulted) });
      await records.audit.append({ ...row, action: 'reconcile.gone' });
      await put(records.outbox, tellings(secret, tickets), { ids: this.deps.ids, now });
    });
  }

  async #clearVault(secret: Secret): Promise<{ readonly requestId: string } | 'later' | undefined> {
    const location = locationById(this.deps.locations, secret.locationId);
    if (!secret.vaultEntry || !location) return undefined;
    try {
      return await this.deps.vault.remove(location, vaultEntryName(secret.reference));
    } catch (error) {
      if (error instanceof DomainError) return 'later';
      throw error;
    }
  }
}

function tellings(secret: Secret, tickets: readonly Ticket[]): readonly Telling[] {
  const people = new Set([secret.owner.objectId, secret.creator.objectId]);
  return [
    ...tickets
      .filter((ticket) => !ticket.confirmedAt)
      .map((ticket) => carrierOf(ticket, secret, { kind: 'cancelled' })),
    ...[...people].map(
      (personId): Telling => ({
        to: { tenantId: secret.tenantId, personId },
        subject: `notice:gone:${secret.reference}`,
        notice: { kind: 'gone', secret: summaryOf(secret) },
      }),
    ),
  ];
}
