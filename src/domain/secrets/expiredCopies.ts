import { isDomainError } from '../errors';
import type { Clock, Pauses } from '../ports';
import type { Store } from '../records';
import { type Stopping, untilStop } from '../stopping';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import { deleteOf, deleteRow } from './deleteIntents';
import type { DeleteRun } from './deleteRun';
import { secretPages } from './everySecret';
import type { DeleteIntent } from './intent';
import type { Secret } from './secret';

interface Dependencies {
  readonly store: Store;
  readonly deletes: Pick<DeleteRun, 'run'>;
  readonly locations: readonly Location[];
  readonly clock: Clock;
  readonly pauses: Pick<Pauses, 'giveWay'>;
  readonly tenantId: string;
  readonly stopping: Stopping;
}

/**
 * Retires the vault's copies of expired secrets: a vault opens them after their time too. The credential stays on the
 * application, where it opens nothing, until somebody deletes it.
 */
export class ExpiredCopies {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Begins with each copy whose secret has expired. May be repeated and run by several processes: a copy is retired
   * once. What a vault does not take now goes on later by itself, as any delete does.
   *
   * @returns true: it got through
   */
  async run(): Promise<true> {
    const { store, tenantId, clock } = this.deps;
    const expired = { tenantId, expiresBefore: clock.now(), vaulted: true } as const;
    for await (const page of secretPages(store.records, expired, this.deps)) {
      for (const secret of untilStop(page, this.deps.stopping)) await this.#retire(secret);
    }
    return true;
  }

  async #retire(secret: Secret): Promise<void> {
    // A location that was taken out of the configuration has no vault to ask; what is there stays known as vaulted.
    if (!hasCopy(secret) || !locationById(this.deps.locations, secret.locationId)) return;
    const intentId = await this.#begin(secret);
    if (intentId) await this.deps.deletes.run(intentId);
  }

  /** Writes it down before it is done. @returns nothing when it, or a delete of the secret, was begun before */
  async #begin({ tenantId, reference }: Secret): Promise<string | undefined> {
    const now = this.deps.clock.now();
    try {
      return await this.deps.store.transaction(async (records) => {
        const secret = await records.secrets.find(tenantId, reference);
        if (!secret || !hasCopy(secret)) return undefined;
        const intent = retirementOf(secret, now);
        await records.intents.addDelete(intent);
        await records.audit.append({ ...deleteRow(intent, now), action: 'copy.expired' });
        return intent.id;
      });
    } catch (error) {
      if (isDomainError(error, 'conflict')) return undefined;
      throw error;
    }
  }
}

function hasCopy({ state, vaultEntry }: Secret): boolean {
  return state === 'active' && vaultEntry !== undefined;
}

/** A delete that leaves the credential where it is. */
function retirementOf(secret: Secret, now: Date): DeleteIntent {
  const actor = { tenantId: secret.tenantId, ...secret.owner };
  const intent = deleteOf(
    { kind: 'ours', secret },
    { actor, id: `${secret.reference}~expired`, now, cause: 'expired' },
  );
  return { ...intent, step: 'credential_removed' };
}
