import { type Progress, progressCard } from '../cards/wizard/progressCard';
import { summaryOfIntent } from '../domain/notices/summaries';
import type { CreateIntent } from '../domain/secrets/intent';
import type { Outcome } from './wizardRun';
import type { WizardAnswer, WizardTurn } from './wizardTurn';

/** The card of a wizard that asks no more. */
export function ended({ origin, words, now }: WizardTurn, progress: Progress): WizardAnswer {
  return { kind: 'card', card: progressCard({ progress, now, timeZone: origin.timeZone }, words) };
}

/** How a submitted wizard goes on, told at once; the rest is told by notices. */
export function submitted(turn: WizardTurn, intent: CreateIntent): WizardAnswer {
  const { origin, words, now } = turn;
  const progress = progressOf(intent);
  const card = progressCard({ progress, now, timeZone: origin.timeZone }, words);
  return { kind: 'submitted', card, intentId: intent.id };
}

/** What came of running the dialogs, as an answer. */
export function answerOf(turn: WizardTurn, outcome: Outcome): WizardAnswer {
  switch (outcome.kind) {
    case 'asking':
      return { kind: 'card', card: outcome.card, wizardId: outcome.wizardId };
    case 'submitted':
      return submitted(turn, outcome.intent);
    case 'cancelled': {
      const { applicationName } = outcome;
      return ended(turn, { kind: 'cancelled', ...(applicationName !== undefined && { applicationName }) });
    }
  }
}

/** Says where the create stands: a Submit that Teams delivers again may find it finished. */
function progressOf(intent: CreateIntent): Progress {
  const secret = summaryOfIntent(intent);
  if (intent.step === 'done') {
    const { draft, ownerName, actor } = intent;
    return { kind: 'created', secret, vaulted: draft.details.vault, ownerName, seenBy: actor.displayName };
  }
  if (intent.step === 'undone') {
    const reason = intent.undoReason ?? 'interrupted';
    return { kind: 'not_created', secret, reason, undone: intent.keyId !== undefined, intentId: intent.id };
  }
  // Which credentials are meant was told when it was found out.
  if (intent.step === 'unclear') {
    const { restoredFrom } = intent;
    return { kind: 'create_unclear', secret, keyIds: [], ...(restoredFrom && { restoredFrom }) };
  }
  return { kind: 'creating', secret };
}
