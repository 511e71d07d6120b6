import { decideAccess, factsOf } from '../access/accessPolicy';
import { asIfShared, noSuchSecret } from '../access/noSuchSecret';
import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError } from '../errors';
import type { Guesses } from '../limits/guesses';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { Location } from '../vaulting/location';
import type { Grant } from './grant';
import { endGrant } from './grantEnding';
import type { GrantOutcome } from './sharingViews';

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify'>;
  readonly standings: Pick<Standings, 'of'>;
  readonly locations: readonly Location[];
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly guesses: Pick<Guesses, 'watch'>;
}

/** Takes grants back before their end. */
export class GrantService {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Ends a grant now: its ticket opens nothing any more. May be repeated; one that has ended stays as it ended.
   *
   * @throws not_found `grant`; not_allowed `revoke`; too_many
   */
  async revoke(actor: Actor, grantId: string): Promise<GrantOutcome> {
    await this.deps.people.verify(actor, { fresh: true });
    const { grant, secret } = await this.deps.guesses.watch(actor, () => this.#theirs(actor, grantId));
    const { objectId, displayName } = actor;
    await this.deps.store.transaction(async (inside) => {
      // The owner of this moment is the one to tell.
      const latest = (await inside.secrets.find(grant.tenantId, grant.reference)) ?? secret;
      const context = { secret: latest, acted: actedBy(actor), now: this.deps.clock.now(), ids: this.deps.ids };
      await endGrant(inside, grant, { as: 'revoked', by: { objectId, displayName } }, context);
    });
    const ticket = await this.deps.store.records.tickets.find(grant.ticketId);
    return {
      personName: grant.person.displayName,
      yours: grant.person.objectId === objectId,
      seen: ticket?.state === 'shown',
    };
  }

  /** A grant that the actor may end. Where there is none, as much is read, and may fail, as where there is one. */
  async #theirs(actor: Actor, grantId: string): Promise<{ readonly grant: Grant; readonly secret: Secret }> {
    const { grants, secrets } = this.deps.store.records;
    const grant = await grants.find(grantId);
    const secret = grant?.tenantId === actor.tenantId ? await secrets.find(grant.tenantId, grant.reference) : undefined;
    const subject = secret ? asIfShared(secret) : noSuchSecret(actor, this.deps.locations);
    const who = await this.deps.standings.of(actor, subject);
    if (!grant || !secret) throw new DomainError('not_found', { what: 'grant' });
    const holder = grant.person.objectId === actor.objectId;
    switch (decideAccess('revoke', { ...who, holder }, factsOf(secret)).kind) {
      case 'allowed':
        return { grant, secret };
      case 'denied':
        throw new DomainError('not_allowed', { action: 'revoke' });
      default:
        throw new DomainError('not_found', { what: 'grant' });
    }
  }
}
