import { decideAccess, factsOf } from '../access/accessPolicy';
import { asIfShared, noSuchSecret } from '../access/noSuchSecret';
import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import { DomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Store } from '../ports';
import { parseReference } from '../reference';
import type { Location } from '../vaulting/location';
import type { ListQuery, SecretList, SecretView } from './catalogueViews';
import type { Secret } from './secret';
import type { SecretDetails } from './secretDetails';
import type { SecretLists } from './secretLists';

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly standings: Pick<Standings, 'of'>;
  readonly lists: Pick<SecretLists, 'page'>;
  readonly details: Pick<SecretDetails, 'of'>;
  readonly locations: readonly Location[];
}

/** What people may know about the secrets there are. */
export class CatalogueService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * One page of the secrets the actor may see in a scope, by expiry.
   *
   * @throws not_allowed `list_all` unless an administrator asks for all; not_found, ambiguous for the application.
   */
  async list(actor: Actor, query: ListQuery): Promise<SecretList> {
    await this.deps.people.verify(actor);
    return this.deps.lists.page(actor, query);
  }

  /**
   * The secret that a reference or a unique name means, as far as the actor may see it.
   *
   * @throws not_found when there is none or it is not theirs to see; ambiguous when several that they may see have the name.
   */
  async show(actor: Actor, text: string): Promise<SecretView> {
    await this.deps.people.verify(actor);
    const views = await this.#visible(actor, await this.#meant(actor, text));
    const [first, ...others] = views;
    if (!first) throw new DomainError('not_found', { what: 'secret', query: text.trim() });
    if (others.length > 0) throw new DomainError('ambiguous', { query: text.trim(), candidates: views.map(label) });
    return first;
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
  async #visible(actor: Actor, secrets: readonly Secret[]): Promise<readonly SecretView[]> {
    if (secrets.length === 0) await this.deps.standings.of(actor, noSuchSecret(actor, this.deps.locations));
    const views = await Promise.all(secrets.map((secret) => this.#view(actor, secret)));
    return views.filter((view) => view !== undefined);
  }

  async #view(actor: Actor, secret: Secret): Promise<SecretView | undefined> {
    const who = await this.deps.standings.of(actor, asIfShared(secret));
    const facts = factsOf(secret);
    if (decideAccess('see', who, facts).kind === 'allowed') return this.deps.details.of(actor, secret, who);
    if (decideAccess('see_shared', who, facts).kind !== 'allowed') return undefined;
    return {
      kind: 'shared',
      reference: secret.reference,
      name: secret.name,
      applicationName: secret.application.displayName,
      ownerName: secret.owner.displayName,
    };
  }
}

function label(view: SecretView): string {
  return view.kind === 'full' ? `${view.secret.name} (${view.secret.reference})` : `${view.name} (${view.reference})`;
}
