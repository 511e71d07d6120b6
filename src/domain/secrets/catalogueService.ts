import { decideAccess, factsOf } from '../access/accessPolicy';
import type { Actor } from '../actor';
import { DomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Reference } from '../reference';
import type { HistoryView, ListQuery, SecretList, SecretView } from './catalogueViews';
import type { SecretDetails } from './secretDetails';
import type { SecretFinder } from './secretFinder';
import type { SecretHistory } from './secretHistory';
import type { SecretLists } from './secretLists';

interface Dependencies {
  readonly people: Pick<PeopleService, 'verify'>;
  readonly finder: Pick<SecretFinder, 'find'>;
  readonly lists: Pick<SecretLists, 'page'>;
  readonly details: Pick<SecretDetails, 'of' | 'shared'>;
  readonly history: Pick<SecretHistory, 'page'>;
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
    const { secret, who } = await this.deps.finder.find(actor, text);
    const maySee = decideAccess('see', who, factsOf(secret)).kind === 'allowed';
    return maySee ? this.deps.details.of(actor, secret, who) : this.deps.details.shared(actor, secret, who);
  }

  /**
   * One more page of what happened to a secret; `after` is the cursor of the page before.
   *
   * @throws not_found when there is none or the actor may not see all of it, as `show`.
   */
  async history(actor: Actor, reference: Reference, after: string): Promise<HistoryView> {
    await this.deps.people.verify(actor);
    const { secret, who } = await this.deps.finder.find(actor, reference);
    if (decideAccess('see', who, factsOf(secret)).kind !== 'allowed') {
      throw new DomainError('not_found', { what: 'secret', query: reference });
    }
    return { secret, page: await this.deps.history.page(secret, after) };
  }
}
