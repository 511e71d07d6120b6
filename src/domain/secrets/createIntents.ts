import { type Actor, doerOf } from '../actor';
import { actedBy } from '../audit/auditEvent';
import { DomainError, isDomainError } from '../errors';
import type { Origin } from '../notices/recipient';
import type { Clock, Ids } from '../ports';
import type { Records, Store } from '../records';
import type { Reference } from '../reference';
import { preparingUntil } from '../reveal/ticketLife';
import type { CheckedDraft } from './draftService';
import type { CreateIntent } from './intent';
import { after } from './schedule';
import type { SecretDraft } from './secretDraft';
import { visibleName } from './visibleName';

/** The sweep begins a create whose own process never did. */
const HEAD_START_MS = 30_000;

/** A create that was checked and may be written down. */
export interface CreateRequest {
  readonly id: string;
  readonly actor: Actor;
  readonly checked: CheckedDraft;
  readonly origin: Origin;
  /** The secret that a reissue replaces. */
  readonly replaces?: Reference;
  /** What becomes true with it, in the same transaction. */
  readonly along?: (records: Records, now: Date) => Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'reference'>;
  readonly clock: Clock;
}

/** Writes creates down before anything is done outside. */
export class CreateIntents {
  constructor(private readonly deps: Dependencies) {}

  /** The intent with this id, if it is the actor's. @throws conflict `changed_meanwhile` when it is somebody else's */
  async known(actor: Actor, id: string): Promise<CreateIntent | undefined> {
    const intent = await this.deps.store.records.intents.findCreate(id);
    if (!intent) return undefined;
    if (intent.tenantId === actor.tenantId && intent.actor.objectId === actor.objectId) return intent;
    throw new DomainError('conflict', { reason: 'changed_meanwhile' });
  }

  /**
   * Writes the intent, its ticket and the audit in one transaction. May be repeated: gives the intent that is there.
   *
   * @throws invalid_input when another create has taken the name meanwhile.
   */
  async write(request: CreateRequest): Promise<CreateIntent> {
    const intent = this.#intentOf(request);
    try {
      await this.#commit(intent, request.along);
      return intent;
    } catch (error) {
      if (!isDomainError(error, 'conflict')) throw error;
      const known = await this.known(request.actor, request.id);
      if (known) return known;
      const name = intent.draft.details.name;
      throw new DomainError('invalid_input', { faults: [{ field: 'name', rule: 'taken', params: { name } }] });
    }
  }

  #intentOf({ id, actor, checked, origin, replaces }: CreateRequest): CreateIntent {
    const now = this.deps.clock.now();
    const { objectId, appId, displayName } = checked.application;
    return {
      id,
      kind: replaces ? 'reissue' : 'create',
      reference: this.deps.ids.reference(),
      tenantId: actor.tenantId,
      actor: doerOf(actor),
      application: { objectId, appId, displayName },
      ownerName: checked.owner.displayName,
      draft: tidy(checked),
      expiresAt: checked.expiresAt,
      origin,
      ...(replaces ? { replaces } : {}),
      ticketId: id,
      keyIdsBefore: [],
      step: 'intended',
      absentReads: 0,
      nextLookAt: after(now, HEAD_START_MS),
      createdAt: now,
    };
  }

  #commit(intent: CreateIntent, along: CreateRequest['along']): Promise<void> {
    return this.deps.store.transaction(async (records) => {
      await records.intents.addCreate(intent);
      await records.tickets.add({
        id: intent.ticketId,
        tenantId: intent.tenantId,
        personId: intent.actor.objectId,
        reference: intent.reference,
        cause: intent.kind === 'reissue' ? 'reissue' : 'creation',
        state: 'preparing',
        createdAt: intent.createdAt,
        expiresAt: preparingUntil(intent.createdAt),
        sealed: !intent.draft.details.vault,
      });
      await records.audit.append({
        at: intent.createdAt,
        tenantId: intent.tenantId,
        action: 'create.intended',
        ...actedBy(intent.actor),
        reference: intent.reference,
        applicationId: intent.application.objectId,
        ticketId: intent.ticketId,
        detail: intent.kind,
      });
      await along?.(records, intent.createdAt);
    });
  }
}

/** The draft as it will be kept: trimmed, its name as people see it, with ids as the directory writes them. */
function tidy({ draft, application, owner }: CheckedDraft): SecretDraft {
  return {
    ...draft,
    applicationId: application.objectId,
    details: { ...draft.details, name: visibleName(draft.details.name), description: draft.details.description.trim() },
    owner: { ...draft.owner, ownerId: owner.objectId },
  };
}
