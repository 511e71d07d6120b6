import type { TurnContext } from 'botbuilder';
import type { WizardTurn } from '../dialogs/wizardTurn';
import type { Recipient } from '../domain/notices/recipient';

/** Work that begins once the answer to the turn has been sent. */
export interface Afterwards {
  readonly what: string;
  readonly work: () => Promise<unknown>;
}

/** What the HTTP edge knows of a turn, kept beside its context. */
export interface TurnFrame {
  /** When the request reached the process: a reveal may not claim too long after it. */
  readonly arrivedAt: Date;
  readonly afterwards: Afterwards[];
}

/** One turn of a conversation: who acts, where, in which words. Taken from the verified activity. */
export interface Turn extends WizardTurn, TurnFrame {}

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
export function recipientOf(turn: Pick<Turn, 'actor' | 'origin'>): Recipient {
  return { tenantId: turn.actor.tenantId, personId: turn.actor.objectId, origin: turn.origin };
}
