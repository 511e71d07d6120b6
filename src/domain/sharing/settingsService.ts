import { decideAccess, factsOf } from '../access/accessPolicy';
import type { Actor, Person } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError } from '../errors';
import type { Limits } from '../limits/limits';
import type { Origin } from '../notices/recipient';
import { summaryOf } from '../notices/summaries';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Ids } from '../ports';
import type { Store } from '../records';
import type { Reference } from '../reference';
import type { Secret } from '../secrets/secret';
import type { FoundSecret, SecretFinder } from '../secrets/secretFinder';
import type { SettingsChange } from './accessRequest';
import type { Approvers } from './approvers';
import type { OwnRequests } from './ownRequests';
import { reasonFaults, refuseFaults } from './requestInput';
import type { RequestWriter } from './requestWriter';
import { applySettings } from './settingsEffects';
import { changeOf, givesAccess, settingsAfter, settingsFaults } from './settingsRule';
import type { SettingsForm, SettingsOutcome, WantedSettings } from './sharingViews';

interface Dependencies {
  readonly store: Store;
  readonly people: Pick<PeopleService, 'verify' | 'now'>;
  readonly finder: Pick<SecretFinder, 'find'>;
  readonly approvers: Pick<Approvers, 'of' | 'locationOf'>;
  readonly writer: Pick<RequestWriter, 'write' | 'open'>;
  readonly own: Pick<OwnRequests, 'view'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
  readonly limits: Pick<Limits, 'ask' | 'askAgain'>;
}

/** What a change of settings is asked with. */
export interface SettingsWish {
  readonly reference: Reference;
  readonly wanted: WantedSettings;
  /** Needed only where the change waits for approvers. */
  readonly reason: string;
  readonly origin: Origin;
}

/** Changes sharing, pre-approval and owner after creation. */
export class SettingsService {
  constructor(private readonly deps: Dependencies) {}

  /** The settings of the secret that a reference or a unique name means. @throws not_found; ambiguous; not_allowed `share`; gone */
  async form(actor: Actor, text: string): Promise<SettingsForm> {
    await this.deps.people.verify(actor);
    return this.#formOf(actor, await this.#theirs(actor, text));
  }

  /**
   * Changes the settings at once; a change that would give the actor access waits for the location's approvers instead.
   * May be repeated: what is so already changes nothing, and the change that waits is given.
   *
   * @throws as `form`; invalid_input for `share`, `preApprove`, `owner`, and `reason` where it waits; too_few_approvers;
   * conflict `changed_meanwhile`; too_many; frozen where it would give somebody a ticket
   */
  async change(actor: Actor, { reference, wanted, reason, origin }: SettingsWish): Promise<SettingsOutcome> {
    const person = await this.deps.people.verify(actor, { fresh: true });
    const secret = await this.#theirs(actor, reference);
    const change = await this.#checked(secret, wanted);
    if (Object.keys(change).length === 0) return { kind: 'changed', form: await this.#formOf(actor, secret) };
    const to = settingsAfter(secret, change);
    if (givesAccess(secret, to, actor.objectId)) return this.#wait({ actor, person, secret, change, reason, origin });
    await this.deps.limits.ask(actor);
    const { objectId, displayName } = actor;
    const acted = actedBy(actor);
    const location = this.deps.approvers.locationOf(secret);
    const after = await this.deps.store.transaction((records) => {
      const now = this.deps.clock.now();
      return applySettings(records, {
        secret,
        to,
        location,
        by: { objectId, displayName },
        acted,
        now,
        ids: this.deps.ids,
      });
    });
    return { kind: 'changed', form: await this.#formOf(actor, after) };
  }

  /** The part that changes something, once it fits every rule. */
  async #checked(secret: Secret, wanted: WantedSettings): Promise<SettingsChange> {
    const ownerId = wanted.ownerId?.trim().toLowerCase() ?? '';
    const isHandedOver = ownerId !== '' && ownerId !== secret.owner.objectId;
    const person = isHandedOver ? await this.deps.people.now(ownerId) : undefined;
    const owner = person ? { objectId: person.objectId, displayName: person.displayName } : secret.owner;
    const change = changeOf(secret, {
      sharing: wanted.share ?? secret.sharing,
      preApproved: wanted.preApprove ?? secret.preApproved,
      owner,
    });
    const newOwner = isHandedOver ? { person, location: this.deps.approvers.locationOf(secret) } : undefined;
    refuseFaults(settingsFaults(secret, change, newOwner));
    return change;
  }

  async #wait(input: {
    readonly actor: Actor;
    readonly person: Person;
    readonly secret: Secret;
    readonly change: SettingsChange;
    readonly reason: string;
    readonly origin: Origin;
  }): Promise<SettingsOutcome> {
    const { actor, person: requester, secret, change, reason, origin } = input;
    const open = await this.deps.writer.open(secret, actor.objectId, 'settings');
    if (open) return { kind: 'waits', request: await this.deps.own.view(actor, open, secret) };
    const wish = { kind: 'settings', change } as const;
    refuseFaults(reasonFaults(reason));
    await this.deps.limits.askAgain(actor, secret.reference);
    await this.deps.limits.ask(actor);
    const deciders = await this.deps.approvers.of({ wish, requesterId: actor.objectId, secret });
    const request = await this.deps.writer.write({
      acted: actedBy(actor),
      requester,
      secret,
      wish,
      reason,
      origin,
      deciders,
    });
    return { kind: 'waits', request: await this.deps.own.view(actor, request, secret) };
  }

  async #theirs(actor: Actor, text: string): Promise<Secret> {
    const { secret, who }: FoundSecret = await this.deps.finder.find(actor, text);
    switch (decideAccess('share', who, factsOf(secret)).kind) {
      case 'allowed':
        return secret;
      case 'ended':
        throw new DomainError('gone', { reason: secret.state === 'removed_unseen' ? 'removed_unseen' : 'deleted' });
      default:
        throw new DomainError('not_allowed', { action: 'share' });
    }
  }

  async #formOf(actor: Actor, secret: Secret): Promise<SettingsForm> {
    const pending = await this.deps.writer.open(secret, actor.objectId, 'settings');
    return {
      secret: summaryOf(secret),
      locationName: this.deps.approvers.locationOf(secret).name,
      vaulted: secret.vaultEntry !== undefined,
      sharing: secret.sharing,
      preApproved: secret.preApproved,
      owner: secret.owner,
      ...(pending ? { pending: await this.deps.own.view(actor, pending, secret) } : {}),
    };
  }
}
