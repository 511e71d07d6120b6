import { askerOf, carrierOf, carrierOfIntent, summaryOf } from '../notices/summaries';
import type { Telling } from '../notices/telling';
import type { NewCredential } from '../ports';
import type { SealedValue, Ticket } from '../reveal/ticket';
import type { CreateIntent, DeleteIntent } from './intent';
import type { Secret } from './secret';

/** What becomes true at once when a create ends well. */
export interface Ending {
  readonly intent: CreateIntent;
  readonly secret: Secret;
  readonly until: Date;
  readonly sealed: SealedValue | undefined;
  readonly ownerTicket: Ticket | undefined;
}

/** The secret that a create has made. */
export function secretOf(intent: CreateIntent, added: NewCredential, now: Date): Secret {
  const { details, owner } = intent.draft;
  return {
    reference: intent.reference,
    tenantId: intent.tenantId,
    application: intent.application,
    keyId: added.keyId,
    ...(added.hint === undefined ? {} : { hint: added.hint }),
    name: details.name,
    description: details.description,
    locationId: details.locationId,
    ...(intent.vaultEntry ? { vaultEntry: intent.vaultEntry } : {}),
    sharing: details.share,
    preApproved: owner.preApprove,
    owner: { objectId: owner.ownerId, displayName: intent.ownerName },
    creator: { objectId: intent.actor.objectId, displayName: intent.actor.displayName },
    startsAt: added.startsAt,
    expiresAt: added.expiresAt,
    createdAt: now,
    state: 'active',
  };
}

/** The delete that takes the replaced credential away. */
export function deleteOfReplaced(intent: CreateIntent, old: Secret, now: Date): DeleteIntent {
  return {
    id: `${intent.id}~replaced`,
    tenantId: old.tenantId,
    actor: intent.actor,
    application: old.application,
    keyId: old.keyId,
    reference: old.reference,
    ...(old.vaultEntry ? { locationId: old.locationId } : {}),
    credentialName: old.name,
    cause: 'replaced',
    step: 'intended',
    attempts: 0,
    nextLookAt: now,
    createdAt: now,
  };
}

/** Whom to tell what when a create ends well. */
export function tellingsOf({ intent, secret, until, ownerTicket }: Ending): readonly Telling[] {
  const summary = summaryOf(secret);
  const vaulted = secret.vaultEntry !== undefined;
  const { tenantId, owner, creator } = secret;
  const toOwner = { tenantId, personId: owner.objectId };
  const created: Telling = {
    to: askerOf(intent),
    subject: `wizard:${intent.id}`,
    notice: { kind: 'created', secret: summary, vaulted, ownerName: owner.displayName, seenBy: creator.displayName },
  };
  const becameYours: Telling = {
    to: toOwner,
    subject: `notice:yours:${secret.reference}`,
    notice: {
      kind: 'became_yours',
      secret: summary,
      byName: creator.displayName,
      vaulted,
      sharing: secret.sharing,
      preApproved: secret.preApproved,
    },
  };
  return [
    created,
    ...(owner.objectId === creator.objectId || intent.kind === 'reissue' ? [] : [becameYours]),
    ...(vaulted ? [carrierOfIntent(intent, { kind: 'ready', until })] : []),
    ...(ownerTicket ? [carrierOf(ownerTicket, secret, { kind: 'ready', until: ownerTicket.expiresAt }, toOwner)] : []),
  ];
}
