import type { Actor } from '../actor';
import type { ListQuery, SecretList, SecretView } from './catalogueViews';

/** What people may know about the secrets there are. */
export class CatalogueService {
  /**
   * One page of the secrets the actor may see in a scope, by expiry.
   *
   * @throws not_allowed `list_all` unless an administrator asks for all; not_found, ambiguous for the application.
   */
  async list(_actor: Actor, _query: ListQuery): Promise<SecretList> {
    throw new Error('not built yet');
  }

  /**
   * The secret that a reference or a unique name means, as far as the actor may see it.
   *
   * @throws not_found when there is none or it is not theirs to see; ambiguous when several that they may see have the name.
   */
  async show(_actor: Actor, _text: string): Promise<SecretView> {
    throw new Error('not built yet');
  }
}
