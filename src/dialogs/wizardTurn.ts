import type { TurnContext } from 'botbuilder';
import type { ExecuteVerb } from '../cards/actions';
import type { Card } from '../cards/renderCard';
import type { Actor } from '../domain/actor';
import type { Origin } from '../domain/notices/recipient';
import type { Words } from '../messages/catalogue';

/** One turn of a conversation as the wizard needs it. Who acts and where is taken from the verified activity. */
export interface WizardTurn {
  readonly context: TurnContext;
  readonly actor: Actor;
  /** Where the wizard's cards are. A wizard belongs to this conversation and this person. */
  readonly origin: Origin;
  readonly words: Words;
  readonly now: Date;
}

/** What a `create` was told: nothing, an application (name, client id or object id), or an intent to repeat. */
export interface StartRequest {
  readonly application?: string;
  readonly intent?: string;
}

/** The buttons of wizard cards. */
export type WizardVerb = Extract<ExecuteVerb, `wizard/${string}`>;

/**
 * What to answer. An invoke is answered with `card` (it replaces the clicked one); a command gets `card` as a private
 * message. `wizardId` is set while the card belongs to an open wizard: a message sent with it is registered under the
 * subject `wizard:<wizardId>`, and the newest such message is the one that later notices update.
 */
export type WizardAnswer =
  | { readonly kind: 'card'; readonly card: Card; readonly wizardId?: string }
  /** `hint` is a message of its own, sent before the current card: the person typed instead of using the card. */
  | { readonly kind: 'hint'; readonly hint: Card; readonly card: Card; readonly wizardId: string }
  /** The intent is written down. Answer with `card`, then run `CreateService.fulfil(intentId)`; repeating that is harmless. */
  | { readonly kind: 'submitted'; readonly card: Card; readonly intentId: string }
  /** No wizard is open here. */
  | { readonly kind: 'none' };
