import type { Actor, Person } from '../actor';
import { DomainError } from '../errors';
import type { Clock, Directory } from '../ports';
import { Remembered } from '../remembered';
import type { Location } from '../vaulting/location';

const REMEMBER_MS = 5 * 60_000;
const SEARCH_LIMIT = 15;
const MAX_ADMINISTRATORS_TOLD = 50;

interface Dependencies {
  readonly directory: Pick<Directory, 'person' | 'people' | 'isMemberOf' | 'groupMembers'>;
  readonly locations: readonly Location[];
  /** Entra group whose members administer the bot; `undefined` means that nobody does. */
  readonly adminGroupId?: string | undefined;
  readonly clock: Clock;
}

/** Who people are, as the directory says now or said within the last five minutes. */
export class PeopleService {
  readonly #people: Remembered<Person | undefined>;
  readonly #administrators: Remembered<boolean>;

  constructor(private readonly deps: Dependencies) {
    this.#people = new Remembered(deps.clock, REMEMBER_MS);
    this.#administrators = new Remembered(deps.clock, REMEMBER_MS);
  }

  /**
   * The actor as an enabled person of the tenant. Remembered for five minutes at most. `fresh` asks the directory at this
   * moment, and forgets too whether they administer: for everything that shows, gives, takes away or decides.
   *
   * @throws not_found `person` when unknown or disabled, or a guest where no location allows guests.
   */
  async verify(actor: Actor, options?: { readonly fresh?: boolean }): Promise<Person> {
    const id = actor.objectId;
    if (options?.fresh) {
      this.#people.forget(id);
      this.#administrators.forget(id);
    }
    const person = await this.#people.get(id, () => this.deps.directory.person(id));
    if (!person?.enabled || !this.#admits(person)) throw new DomainError('not_found', { what: 'person' });
    return person;
  }

  /** Whether the actor is in the administrators' group. Remembered for five minutes at most, and until a fresh `verify`. */
  async isAdministrator(actor: Actor): Promise<boolean> {
    const group = this.deps.adminGroupId;
    if (!group) return false;
    return this.#administrators.get(actor.objectId, () => this.deps.directory.isMemberOf(actor.objectId, group));
  }

  /**
   * Enabled people whose name or sign-in name starts with `query`, 15 at most; guests only where a location allows
   * them. A guest finds nobody: Entra does not let guests read the directory either.
   */
  async search(actor: Actor, query: string): Promise<readonly Person[]> {
    if ((await this.verify(actor)).kind === 'guest') return [];
    const people = await this.deps.directory.people(query.trim(), SEARCH_LIMIT);
    return people.filter((person) => person.enabled && this.#admits(person));
  }

  /** Object ids of the administrators to tell when something needs a person's eyes. */
  async administrators(): Promise<readonly string[]> {
    const group = this.deps.adminGroupId;
    return group ? this.deps.directory.groupMembers(group, MAX_ADMINISTRATORS_TOLD) : [];
  }

  /** Those of the people who are enabled members of the tenant, as the directory says at this moment. */
  async enabledMembers(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const people = await Promise.all([...new Set(ids)].map((id) => this.deps.directory.person(id)));
    const members = people.filter((person) => person?.enabled && person.kind === 'member');
    return new Map(members.flatMap((person) => (person ? [[person.objectId, person]] : [])));
  }

  /** One person as the directory knows them at this moment, whoever they are. */
  now(objectId: string): Promise<Person | undefined> {
    return this.deps.directory.person(objectId);
  }

  #admits(person: Person): boolean {
    return person.kind === 'member' || this.deps.locations.some((location) => location.allowGuests);
  }
}
