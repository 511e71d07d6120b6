import type { Doer } from '../actor';
import type { OwnershipGap } from '../applications/onboarding';
import type { Origin } from '../notices/recipient';
import type { UnfinishedTold } from '../notices/unfinished';
import type { Reference } from '../reference';
import type { VaultEntry } from './secret';
import type { SecretDraft } from './secretDraft';

/**
 * Where a create stands. Written down before each step is done:
 * `intended` → (`carrier_sending` → `carrier_sent`, unvaulted only) → `adding` → `added` → (`vaulted`) → `done`;
 * on failure `undoing` → `undone`; `unclear` when more than one credential could be ours and none was removed.
 */
export type CreateStep =
  | 'intended'
  | 'carrier_sending'
  | 'carrier_sent'
  | 'adding'
  | 'added'
  | 'vaulting'
  | 'vaulted'
  | 'done'
  | 'undoing'
  | 'undone'
  | 'unclear';

/** Why a create was undone; the person is told in these terms. */
export type UndoReason = 'interrupted' | 'refused' | 'graph_failed' | 'vault_failed' | 'unreachable' | 'chat_failed';

/** A create or reissue written down before anything is done outside; what a crash leaves behind is found through it. */
export interface CreateIntent {
  readonly id: string;
  readonly kind: 'create' | 'reissue';
  readonly reference: Reference;
  readonly tenantId: string;
  readonly actor: Doer;
  readonly application: { readonly objectId: string; readonly appId: string; readonly displayName: string };
  readonly ownerName: string;
  readonly draft: SecretDraft;
  /** The end of the chosen day, as it is sent to Entra. */
  readonly expiresAt: Date;
  readonly origin: Origin;
  /** The secret this one replaces once it is active; set for a reissue. */
  readonly replaces?: Reference;
  /** The ticket of this create; it bears the intent's id, so that each leads to the other. */
  readonly ticketId: string;
  /** Key ids on the application before `addPassword`: what is in here is never ours. */
  readonly keyIdsBefore: readonly string[];
  readonly step: CreateStep;
  /** The key id this create recorded; the only one that undoing removes. */
  readonly keyId?: string;
  readonly vaultEntry?: VaultEntry;
  readonly undoReason?: UndoReason;
  /** Set when it was refused since the bot may not manage the application: whom to make an owner of what. */
  readonly gap?: OwnershipGap;
  /** Reads in a row that did not show a credential of ours, while an outcome is looked for. */
  readonly absentReads: number;
  /**
   * The latest moment at which the outside call under way (`addPassword`, or the vault's `put` once a key id is
   * recorded) could still take effect; judged with 15 minutes on top. `undefined` when nothing can be outstanding.
   */
  readonly lastEffectAt?: Date;
  /** Who was told that undoing it does not get through. */
  readonly unfinishedTold?: UnfinishedTold;
  /** Set when it became `unclear` because the database is a restored backup of this moment. */
  readonly restoredFrom?: Date;
  /** When the sweep looks at it again. */
  readonly nextLookAt: Date;
  readonly createdAt: Date;
}

/** A confirmed delete: it only rolls forward, however often it is interrupted. */
export interface DeleteIntent {
  readonly id: string;
  readonly tenantId: string;
  readonly actor: Doer;
  readonly application: { readonly objectId: string; readonly appId: string; readonly displayName: string };
  readonly keyId: string;
  /** The secret to delete; `undefined` for a credential made elsewhere that a person confirmed by name. */
  readonly reference?: Reference;
  /** The location whose vault may hold an entry of this reference; `undefined` when there is nothing to remove there. */
  readonly locationId?: string;
  readonly credentialName: string;
  /**
   * `undone`: what an undone create may have left in the vault; there is no secret row and nobody else to tell.
   * `expired`: only the vault's copy goes, since the vault opens it after its time too; the secret stays as it is.
   */
  readonly cause: 'confirmed' | 'unseen' | 'replaced' | 'undone' | 'expired';
  readonly step: 'intended' | 'credential_removed' | 'done';
  readonly attempts: number;
  /** Who was told that it does not get through. */
  readonly unfinishedTold?: UnfinishedTold;
  readonly nextLookAt: Date;
  readonly createdAt: Date;
}

/** A create or delete that has ended. */
export type EndedIntent =
  | { readonly kind: 'create'; readonly intent: CreateIntent }
  | { readonly kind: 'delete'; readonly intent: DeleteIntent };

/** A temporary right to work on one intent. Only the holder of the latest fence may save it. */
export interface Lease {
  readonly intentId: string;
  readonly fence: number;
  readonly until: Date;
}
