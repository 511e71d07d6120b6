import { actedBy, joinedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import { askerOf, summaryOfIntent } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { Clock, Ids, NewCredential, Pauses, Vault, VaultPut } from '../ports';
import type { CreateWork } from '../secrets/createWork';
import type { CreateIntent } from '../secrets/intent';
import { after } from '../secrets/schedule';
import { vaultEntryName } from '../secrets/secret';
import type { Location } from './location';
import { locationById, vaultDetails } from './vaulting';

const SECOND = 1000;
/** A role that was just given, or an outage, may take minutes; then the person hears that it did not work. */
const PATIENCE_MS = 180 * SECOND;
const LONGEST_WAIT_MS = 30 * SECOND;
const TRIES_AT_ONCE = 2;

interface Dependencies {
  readonly vault: Pick<Vault, 'put'>;
  readonly locations: readonly Location[];
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly pauses: Pauses;
}

/** The step of a create that puts the value into the location's vault. Plaintext passes to the vault and nowhere else. */
export class VaultStep {
  constructor(private readonly deps: Dependencies) {}

  /** Writes down that the vault may have an entry from now on, then puts it there. @returns false when the vault did not take it */
  async run(work: CreateWork, added: NewCredential): Promise<boolean> {
    const location = locationById(this.deps.locations, work.intent.draft.details.locationId);
    if (!location) return false;
    await work.save({ ...work.intent, step: 'vaulting', lastEffectAt: work.lease.until });
    const stored = await this.#putPatiently(work, location, added);
    if (!stored) return false;
    const { lastEffectAt: _, ...settled } = work.intent;
    await work.save({ ...settled, step: 'vaulted', vaultEntry: stored.entry }, ({ audit }, at) =>
      audit.append({
        at,
        tenantId: settled.tenantId,
        action: 'create.vaulted',
        ...actedBy(settled.actor),
        reference: settled.reference,
        applicationId: settled.application.objectId,
        keyId: added.keyId,
        detail: location.id,
        ...joinedBy(stored),
      }),
    );
    return true;
  }

  /**
   * A lost answer is asked for once more at once: the same entry gets one more version, and that one is recorded. A vault
   * that still refuses is asked again for minutes, as right after a change of roles; the person is told what is waited for.
   */
  async #putPatiently(
    work: CreateWork,
    location: Location,
    { keyId, value }: NewCredential,
  ): Promise<VaultPut | undefined> {
    const { intent } = work;
    const details = vaultDetails(intent, keyId);
    const giveUpAt = after(this.deps.clock.now(), PATIENCE_MS);
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.deps.vault.put(location, vaultEntryName(intent.reference), value, details);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        if (!isDomainError(error, 'unavailable')) return undefined;
        const wait = waitBefore(tries + 1, error.details.retryAfterSeconds);
        if (after(this.deps.clock.now(), wait) > giveUpAt) return undefined;
        if (wait > 0) await this.#wait(work, wait, tries === TRIES_AT_ONCE);
      }
    }
  }

  /** The lease lasts longer than any wait and the try after it. */
  async #wait(work: CreateWork, ms: number, isFirst: boolean): Promise<void> {
    await work.renew(async ({ outbox }, now) => {
      if (isFirst) await put(outbox, [waiting(work.intent)], { ids: this.deps.ids, now });
    });
    await this.deps.pauses.wait(ms);
  }
}

/** None before the second try; then two seconds, doubled each time, half a minute at most. */
function waitBefore(tries: number, retryAfterSeconds = 0): number {
  if (tries <= TRIES_AT_ONCE) return Math.min(retryAfterSeconds * SECOND, LONGEST_WAIT_MS);
  const doubled = 2 ** (tries - TRIES_AT_ONCE) * SECOND;
  return Math.min(Math.max(doubled, retryAfterSeconds * SECOND), LONGEST_WAIT_MS);
}

function waiting(intent: CreateIntent): Telling {
  const secret = summaryOfIntent(intent);
  return {
    to: askerOf(intent),
    subject: `wizard:${intent.id}`,
    notice: { kind: 'creating', secret, waitsFor: 'vault' },
  };
}
