import { decideAccess, factsOf, type Standing } from '../access/accessPolicy';
import { asIfShared, noSuchSecret } from '../access/noSuchSecret';
import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import { DomainError } from '../errors';
import type { Guesses } from '../limits/guesses';
import type { Store } from '../records';
import { parseReference, type Reference } from '../reference';
import type { Location } from '../vaulting/location';
import type { Secret } from './secret';

/** A secret that somebody may know of, and how they stand to it. */
export interface FoundSecret {
  readonly secret: Secret;
  readonly who: Standing;
}

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly standings: Pick<Standings, 'of' | 'ofEach'>;
  readonly locations: readonly Location[];
  readonly guesses: Pick<Guesses, 'watch'>;
}

/** Finds the secret that people mean by what they type. */
export class SecretFinder {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The secret that a reference or a unique name means.
   *
   * @throws not_found when there is none or the actor may not know of it; ambiguous when several that they may know of have the name;
   * too_many
   */
  find(actor: Actor, text: string): Promise<FoundSecret> {
    return this.deps.guesses.watch(actor, () => this.#find(actor, text));
  }

  /** A reference wins over a name that looks like one, unless the actor may not know what it means. */
  async #find(actor: Actor, text: string): Promise<FoundSecret> {
    const query = text.trim();
    const reference = parseReference(text);
    const referred = reference && (await this.#byReference(actor, reference));
    if (referred) return referred;
    const found = await this.#byName(actor, query);
    const [first, ...others] = found;
    if (!first) throw new DomainError('not_found', { what: 'secret', query });
    if (others.length === 0) return first;
    const candidates = found.map(({ secret }) => `${secret.name} (${secret.reference})`);
    throw new DomainError('ambiguous', { query, candidates });
  }

  /** Where there is none, as much is read, and may fail, as where there is one that the actor may not see. */
  async #byReference(actor: Actor, reference: Reference): Promise<FoundSecret | undefined> {
    const secret = await this.deps.store.records.secrets.find(actor.tenantId, reference);
    const subject = secret ? asIfShared(secret) : noSuchSecret(actor, this.deps.locations);
    const who = await this.deps.standings.of(actor, subject);
    return secret && isKnownTo(who, secret) ? { secret, who } : undefined;
  }

  async #byName(actor: Actor, name: string): Promise<readonly FoundSecret[]> {
    const secrets = name === '' ? [] : await this.deps.store.records.secrets.findByName(actor.tenantId, name);
    const standings = await this.deps.standings.ofEach(actor, secrets);
    return secrets.flatMap((secret, index) => {
      const who = standings[index];
      return who && isKnownTo(who, secret) ? [{ secret, who }] : [];
    });
  }
}

function isKnownTo(who: Standing, secret: Secret): boolean {
  return decideAccess('see_shared', who, factsOf(secret)).kind === 'allowed';
}
