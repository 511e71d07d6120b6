import { decideAccess, factsOf, type Standing } from '../access/accessPolicy';
import { asIfShared, noSuchSecret } from '../access/noSuchSecret';
import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import { DomainError } from '../errors';
import type { Store } from '../records';
import { parseReference } from '../reference';
import type { Location } from '../vaulting/location';
import type { Secret } from './secret';

/** A secret that somebody may know of, and how they stand to it. */
export interface FoundSecret {
  readonly secret: Secret;
  readonly who: Standing;
}

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly standings: Pick<Standings, 'of'>;
  readonly locations: readonly Location[];
}

/** Finds the secret that people mean by what they type. */
export class SecretFinder {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The secret that a reference or a unique name means.
   *
   * @throws not_found when there is none or the actor may not know of it; ambiguous when several that they may know of have the name.
   */
  async find(actor: Actor, text: string): Promise<FoundSecret> {
    const query = text.trim();
    const found = await this.#knownTo(actor, await this.#meant(actor, text));
    const [first, ...others] = found;
    if (!first) throw new DomainError('not_found', { what: 'secret', query });
    if (others.length === 0) return first;
    const candidates = found.map(({ secret }) => `${secret.name} (${secret.reference})`);
    throw new DomainError('ambiguous', { query, candidates });
  }

  /** A reference wins over a name that looks like one. */
  async #meant(actor: Actor, text: string): Promise<readonly Secret[]> {
    const { secrets } = this.deps.store.records;
    const reference = parseReference(text);
    const found = reference && (await secrets.find(actor.tenantId, reference));
    if (found) return [found];
    return text.trim() ? secrets.findByName(actor.tenantId, text.trim()) : [];
  }

  /** Where there is none, as much is read, and may fail, as where there is one that the actor may not see. */
  async #knownTo(actor: Actor, secrets: readonly Secret[]): Promise<readonly FoundSecret[]> {
    if (secrets.length === 0) await this.deps.standings.of(actor, noSuchSecret(actor, this.deps.locations));
    const found = await Promise.all(
      secrets.map(async (secret) => ({ secret, who: await this.deps.standings.of(actor, asIfShared(secret)) })),
    );
    return found.filter(({ secret, who }) => decideAccess('see_shared', who, factsOf(secret)).kind === 'allowed');
  }
}
