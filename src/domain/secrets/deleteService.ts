import type { Actor } from '../actor';
import type { Reference } from '../reference';
import type { DeleteIntent } from './intent';

/** What is to be deleted: a secret of ours, or a credential made elsewhere. */
export type DeleteTarget =
  | { readonly reference: Reference }
  | { readonly applicationId: string; readonly keyId: string };

/** What deleting would break, so that the person can decide. */
export interface DeleteQuestion {
  readonly target: DeleteTarget;
  /** The name to type where `mustType`; the key id where a foreign credential has no name. */
  readonly name: string;
  readonly applicationName: string;
  /** Set for a secret of ours. */
  readonly reference?: Reference;
  readonly foreign: boolean;
  readonly expiresAt: Date;
  readonly lastUse: Date | 'never' | 'unknown';
  readonly vaulted: boolean;
  /** Whether nothing else that is still valid would remain on the application. */
  readonly lastSecret: boolean;
  /** How many people could still open it. */
  readonly liveTickets: number;
  /** Whether the name must be typed: deleting breaks something, or the secret is foreign. */
  readonly mustType: boolean;
}

/** Where a delete stands after an attempt. */
export interface DeleteProgress {
  /** False when it goes on later by itself; the people concerned are told then. */
  readonly done: boolean;
}

/** Deletes secrets: a confirmed delete only rolls forward. */
export class DeleteService {
  /**
   * What deleting would mean. Changes nothing.
   *
   * @throws not_found when there is no such thing or it is not theirs; not_allowed; gone `deleted`; refused where the bot cannot serve.
   */
  async ask(_actor: Actor, _target: DeleteTarget): Promise<DeleteQuestion> {
    throw new Error('not built yet');
  }

  /**
   * Writes the confirmed delete down; from here it only rolls forward. May be repeated: gives the delete under way.
   *
   * @throws as `ask`, and invalid_input when the name must be typed and was not.
   */
  async confirm(_actor: Actor, _target: DeleteTarget, _typedName?: string): Promise<DeleteIntent> {
    throw new Error('not built yet');
  }

  /** Goes on with a delete until it is done or must wait. Repeating it is harmless. Never throws an expected failure. */
  async fulfil(_intentId: string): Promise<DeleteProgress> {
    throw new Error('not built yet');
  }
}
