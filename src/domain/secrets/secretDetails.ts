import { decideAccess, factsOf, type Standing } from '../access/accessPolicy';
import type { Actor } from '../actor';
import { isDomainError } from '../errors';
import type { Clock, Directory } from '../ports';
import type { Store } from '../records';
import { decideNotSeen, remedyFor } from '../reveal/notSeenRule';
import type { Ticket } from '../reveal/ticket';
import type { Grant } from '../sharing/grant';
import { mayRequest } from '../sharing/requestRule';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import type { AccessLine, SecretView } from './catalogueViews';
import type { Secret } from './secret';
import type { SecretHistory } from './secretHistory';

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly directory: Pick<Directory, 'lastUse'>;
  readonly history: Pick<SecretHistory, 'page'>;
  readonly locations: readonly Location[];
  readonly clock: Clock;
}

/** Everything about one secret that people who answer for it may see, and what they may do with it. */
export class SecretDetails {
  constructor(private readonly deps: Dependencies) {}

  /** The whole view, for somebody whom the access rule lets see it. */
  async of(actor: Actor, secret: Secret, who: Standing): Promise<SecretView> {
    const { tenantId, reference } = secret;
    const { records } = this.deps.store;
    const [history, tickets, grants, lastUse] = await Promise.all([
      this.deps.history.page(secret),
      records.tickets.ofSecret(tenantId, reference),
      records.grants.ofSecret(tenantId, reference),
      this.#lastUse(secret),
    ]);
    const location = locationById(this.deps.locations, secret.locationId);
    const notSeen = this.#notSeen(actor, secret, who, tickets);
    return {
      kind: 'full',
      secret,
      ...(location ? { location } : {}),
      lastUse,
      actions: {
        delete: decideAccess('delete', who, factsOf(secret)).kind === 'allowed',
        request: mayRequest({ secret, who, tickets, personId: actor.objectId, now: this.deps.clock.now() }),
        share: decideAccess('share', who, factsOf(secret)).kind === 'allowed',
        ...(notSeen ? { notSeen } : {}),
      },
      history,
      tickets: tickets.map((ticket) => ({ ticket, mine: ticket.personId === actor.objectId })),
      access: grants.map((grant) => this.#accessLine(actor, secret, who, { grant, tickets })),
    };
  }

  /** What somebody may see with whom the secret is only shared. */
  async shared(actor: Actor, secret: Secret, who: Standing): Promise<SecretView> {
    const tickets = await this.deps.store.records.tickets.ofSecret(secret.tenantId, secret.reference);
    return {
      kind: 'shared',
      reference: secret.reference,
      name: secret.name,
      applicationName: secret.application.displayName,
      ownerName: secret.owner.displayName,
      mayRequest: mayRequest({ secret, who, tickets, personId: actor.objectId, now: this.deps.clock.now() }),
    };
  }

  #accessLine(
    actor: Actor,
    secret: Secret,
    who: Standing,
    { grant, tickets }: { readonly grant: Grant; readonly tickets: readonly Ticket[] },
  ): AccessLine {
    const seenAt = tickets.find((ticket) => ticket.id === grant.ticketId)?.shownAt;
    const holder = grant.person.objectId === actor.objectId;
    const isLive = grant.state === 'live' && grant.endsAt > this.deps.clock.now();
    const canRevoke = isLive && decideAccess('revoke', { ...who, holder }, factsOf(secret)).kind === 'allowed';
    return { grant, ...(seenAt ? { seenAt } : {}), canRevoke };
  }

  /** What the asking person's latest ticket offers. */
  #notSeen(actor: Actor, secret: Secret, who: Standing, tickets: readonly Ticket[]) {
    const latest = tickets.filter((ticket) => ticket.personId === actor.objectId).at(-1);
    if (!latest || decideNotSeen(latest, secret, who, this.deps.clock.now()).kind !== 'allowed') return undefined;
    return { remedy: remedyFor(secret), ticketId: latest.id };
  }

  /** A report on the side: the view does not fail for want of it, and what is gone is not asked about. */
  async #lastUse(secret: Secret): Promise<Date | 'never' | 'unknown'> {
    if (secret.state !== 'active') return 'unknown';
    try {
      return await this.deps.directory.lastUse(secret.keyId);
    } catch (error) {
      if (isDomainError(error, 'unavailable')) return 'unknown';
      throw error;
    }
  }
}
