import { NOBODY } from '../access/accessPolicy';
import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import type { Application, Credential } from '../applications/application';
import type { ApplicationService } from '../applications/applicationService';
import { DomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Directory } from '../ports';
import type { Page, SecretFilter, Store } from '../records';
import { mayRequest } from '../sharing/requestRule';
import type { ListQuery, ListRow, SecretList } from './catalogueViews';
import { everySecret } from './everySecret';
import { isUnderWay } from './onlyOurs';
import { after } from './schedule';
import type { Secret } from './secret';

const PAGE = 10;
const SOON_MS = 30 * 24 * 3_600_000;
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly directory: Pick<Directory, 'credentials' | 'application'>;
  readonly applications: Pick<ApplicationService, 'named' | 'mayManage'>;
  readonly people: Pick<PeopleService, 'isAdministrator'>;
  readonly standings: Pick<Standings, 'sharedLocations'>;
  readonly clock: Clock;
}

/** The pages of the lists, each row as far as the asking person may see it. */
export class SecretLists {
  constructor(private readonly deps: Dependencies) {}

  /** One page. @throws as `CatalogueService.list` */
  async page(actor: Actor, query: ListQuery): Promise<SecretList> {
    const { tenantId } = actor;
    switch (query.scope) {
      case 'mine':
        return this.#own({ ...query, actor }, { tenantId, personId: actor.objectId });
      case 'expiring': {
        const expiresBefore = after(this.deps.clock.now(), SOON_MS);
        return this.#own({ ...query, actor }, { tenantId, personId: actor.objectId, expiresBefore });
      }
      case 'shared':
        return this.#shared(actor, query);
      case 'app':
        return this.#ofApplication(actor, query);
      case 'all':
        if (!(await this.deps.people.isAdministrator(actor)))
          throw new DomainError('not_allowed', { action: 'list_all' });
        return this.#own({ ...query, actor }, { tenantId });
    }
  }

  /** Secrets that the actor answers for, or all of them for an administrator: both may delete. */
  async #own(query: ListQuery & { readonly actor: Actor }, filter: SecretFilter): Promise<SecretList> {
    const { items, next } = await this.#read(query, filter);
    const mayRequest = await this.#mayRequest(query.actor, items);
    const rows = items.map((secret) => ownRow(secret, mayRequest(secret)));
    return { scope: query.scope, rows, ...(next ? { next } : {}) };
  }

  async #shared(actor: Actor, query: ListQuery): Promise<SecretList> {
    const locations = await this.deps.standings.sharedLocations(actor);
    if (locations.length === 0) return { scope: query.scope, rows: [] };
    const locationIds = locations.map((location) => location.id);
    const { items, next } = await this.#read(query, { tenantId: actor.tenantId, sharing: true, locationIds });
    const mayRequest = await this.#mayRequest(actor, items);
    const rows = items.map((secret) => sharedRow(secret, mayRequest(secret)));
    return { scope: query.scope, rows, ...(next ? { next } : {}) };
  }

  /**
   * Every credential on the application, ours and others', in one order; the cursor is the last row's place in it. What
   * a create is still making is neither.
   */
  async #ofApplication(actor: Actor, query: ListQuery): Promise<SecretList> {
    const application = await this.#application(actor, query.application ?? '');
    const filter = { tenantId: actor.tenantId, applicationId: application.objectId };
    const ours = await everySecret(this.deps.store.records, filter);
    const recorded = new Set(ours.map((secret) => secret.keyId));
    const credentials = await this.deps.directory.credentials(application.objectId);
    const creates = await this.deps.store.records.intents.openCreates(actor.tenantId, application.objectId);
    const foreign = credentials.filter((each) => !recorded.has(each.keyId) && !isUnderWay(creates, each));
    const placed = [
      ...ours.map((secret) => ({ place: placeOf(secret), secret })),
      ...foreign.map((each) => ({ place: placeOf(each), row: foreignRow(application, each) })),
    ].sort((one, other) => (one.place < other.place ? -1 : 1));
    const remaining = placed.filter(({ place }) => query.after === undefined || place > query.after);
    const shown = remaining.slice(0, PAGE);
    const next = remaining.length > PAGE ? shown.at(-1)?.place : undefined;
    const onPage = shown.flatMap((each) => ('secret' in each ? [each.secret] : []));
    const mayRequest = await this.#mayRequest(actor, onPage);
    const rows = shown.map((each) => ('row' in each ? each.row : ownRow(each.secret, mayRequest(each.secret))));
    return { scope: 'app', application, rows, ...(next ? { next } : {}) };
  }

  /** Whoever sees a row knows of the secret; how they know it makes no difference to asking. */
  async #mayRequest(actor: Actor, secrets: readonly Secret[]): Promise<(secret: Secret) => boolean> {
    const shared = secrets.filter(({ sharing }) => sharing).map(({ reference }) => reference);
    const tickets = await this.deps.store.records.tickets.ofSecrets(actor.tenantId, shared);
    const now = this.deps.clock.now();
    const personId = actor.objectId;
    return (secret) => {
      if (!secret.sharing) return false;
      const who = { ...NOBODY, sharedWith: true, owner: secret.owner.objectId === personId };
      const own = tickets.filter(({ reference }) => reference === secret.reference);
      return mayRequest({ secret, who, tickets: own, personId, now });
    };
  }

  /** By name or client id as people type it, or by object id as the buttons of a list carry it. */
  async #application(actor: Actor, text: string): Promise<Application> {
    if (OBJECT_ID.test(text.trim())) {
      const objectId = text.trim().toLowerCase();
      const [application, mayManage] = await Promise.all([
        this.deps.directory.application(objectId),
        this.deps.applications.mayManage(actor, objectId),
      ]);
      if (application && mayManage) return application;
    }
    return this.deps.applications.named(actor, text);
  }

  #read(query: ListQuery, filter: SecretFilter): Promise<Page<Secret>> {
    return this.deps.store.records.secrets.list(filter, PAGE, query.after);
  }
}

/** Of a secret that the person answers for. */
function ownRow(secret: Secret, mayRequest: boolean): ListRow {
  return { kind: 'secret', secret, mayDelete: secret.state === 'active', mayRequest };
}

/** Of a secret that others share: no more than it takes to ask for it. */
function sharedRow(secret: Secret, mayRequest: boolean): ListRow {
  const { reference, name, application, owner } = secret;
  return {
    kind: 'shared',
    reference,
    name,
    applicationName: application.displayName,
    ownerName: owner.displayName,
    mayRequest,
  };
}

function foreignRow(application: Application, credential: Credential): ListRow {
  const { keyId, displayName, hint, startsAt, expiresAt } = credential;
  return {
    kind: 'foreign',
    applicationId: application.objectId,
    applicationName: application.displayName,
    keyId,
    ...(displayName ? { name: displayName } : {}),
    ...(hint ? { hint } : {}),
    startsAt,
    expiresAt,
  };
}

function placeOf({ expiresAt, keyId }: { readonly expiresAt: Date; readonly keyId: string }): string {
  return `${expiresAt.toISOString()}_${keyId}`;
}
