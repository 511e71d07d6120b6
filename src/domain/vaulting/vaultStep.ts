import { actedBy, joinedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import type { NewCredential, Vault, VaultPut } from '../ports';
import type { CreateWork } from '../secrets/createWork';
import type { CreateIntent } from '../secrets/intent';
import { vaultEntryName } from '../secrets/secret';
import type { Location } from './location';
import { locationById, vaultDetails } from './vaulting';

interface Dependencies {
  readonly vault: Pick<Vault, 'put'>;
  readonly locations: readonly Location[];
}

/** The step of a create that puts the value into the location's vault. Plaintext passes to the vault and nowhere else. */
export class VaultStep {
  constructor(private readonly deps: Dependencies) {}

  /** Writes down that the vault may have an entry from now on, then puts it there. @returns false when the vault did not take it */
  async run(work: CreateWork, added: NewCredential): Promise<boolean> {
    const location = locationById(this.deps.locations, work.intent.draft.details.locationId);
    if (!location) return false;
    await work.save({ ...work.intent, step: 'vaulting', lastEffectAt: work.lease.until });
    const stored = await this.#putTwiceAtMost(work.intent, location, added);
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

  /** A lost answer is asked for once more: the same entry gets one more version, and that one is recorded. */
  async #putTwiceAtMost(
    intent: CreateIntent,
    location: Location,
    { keyId, value }: NewCredential,
  ): Promise<VaultPut | undefined> {
    const name = vaultEntryName(intent.reference);
    for (const isLast of [false, true]) {
      try {
        return await this.deps.vault.put(location, name, value, vaultDetails(intent, keyId));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        if (isLast || !isDomainError(error, 'unavailable')) return undefined;
      }
    }
    return undefined;
  }
}
