import type { TurnContext } from 'botbuilder';
import type { WizardTurn } from '../dialogs/wizardTurn';
import type { DomainError } from '../domain/errors';
import type { Work } from './backgroundWork';
import type { PresentRecipient } from './chatPorts';

/** What the HTTP edge knows of a turn, kept beside its context. */
export interface TurnFrame {
  /** When the request reached the process: a reveal may not claim too long after it. */
  readonly arrivedAt: Date;
  /** Begins, in this order, once the answer to the turn has been sent. */
  readonly afterwards: Work[];
}

/**
 * What the directory says of the person who acts. Of whom it refuses nothing is kept and nothing is done, but that they
 * are told so; while it is away (`unsure`) only what works without rights works, and nothing new is kept. It is not asked
 * at all about whoever does too much at once (`limited`): they too are told so, and nothing more.
 */
export type Admission =
  | { readonly kind: 'member' }
  | { readonly kind: 'refused' | 'limited' | 'unsure'; readonly error: DomainError };

/** Why nothing is done for this person now; `undefined` where something may be. */
export function refusalOf({ admission }: Pick<Turn, 'admission'>): DomainError | undefined {
  return admission.kind === 'refused' || admission.kind === 'limited' ? admission.error : undefined;
}

/** One turn of a conversation: who acts, where, in which words. Taken from the verified activity. */
export interface Turn extends WizardTurn, TurnFrame {
  readonly admission: Admission;
}

const FRAME = Symbol('turn frame');

/** Puts the frame beside the context. */
export function frameTurn(context: TurnContext, frame: TurnFrame): void {
  context.turnState.set(FRAME, frame);
}

/** The frame that the HTTP edge gave this turn. */
export function frameOf(context: TurnContext): TurnFrame {
  const frame: TurnFrame | undefined = context.turnState.get(FRAME);
  if (!frame) throw new Error('this turn did not come through the endpoint');
  return frame;
}

/** The person who acts, where they act. */
export function recipientOf(turn: Pick<Turn, 'actor' | 'origin'>): PresentRecipient {
  return { tenantId: turn.actor.tenantId, personId: turn.actor.objectId, origin: turn.origin };
}

/** The answer to a click says what the notice about this thing would: taken by the chat, it takes the notice's place. */
export function answerTaken(outbox: { answered(id: string): Promise<void> }, id: string): Work {
  return { what: 'answer', work: () => outbox.answered(id), onlyIfAnswered: true };
}

/** The message whose card was clicked. */
export function clickedIn(turn: Turn): string | undefined {
  const { replyToId } = turn.context.activity;
  return typeof replyToId === 'string' && replyToId !== '' ? replyToId : undefined;
}
