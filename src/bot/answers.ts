import { type Answer, answerCard, answerText, answerTo } from '../cards/answerCard';
import { deleteCard } from '../cards/deleteCard';
import { helpCard } from '../cards/helpCard';
import { historyCard } from '../cards/historyCard';
import { listCard } from '../cards/listCard';
import type { Card } from '../cards/renderCard';
import { secretCard } from '../cards/secretCard';
import { DomainError, type Fault, type FieldName, isDomainError } from '../domain/errors';
import type { Subject } from '../domain/notices/notice';
import { parseReference } from '../domain/reference';
import type { ListQuery } from '../domain/secrets/catalogueViews';
import { outcomeSubject } from '../domain/secrets/deleteEnding';
import type { DeleteTarget } from '../domain/secrets/deleteService';
import { deleteInTime } from './deleteInTime';
import type { BotDeps } from './deps';
import { historyView } from './historyView';
import { noteRefusal } from './refusalReason';
import { secretView } from './secretView';
import { answerTaken, recipientOf, type Turn } from './turn';
import { deleteView, helpView, listView, viewing } from './views';

/** A sentence or two, as a card. */
export function sentenceCard(turn: Turn, answer: Answer): Card {
  return answerCard({ ...viewing(turn), answer }, turn.words);
}

/** The same, as Teams' short message after a click. */
export function sentenceText(turn: Turn, answer: Answer): string {
  return answerText({ ...viewing(turn), answer }, turn.words);
}

/** An expected failure, as a card. */
export function refusalCard(turn: Turn, error: DomainError): Card {
  noteRefusal(error);
  return sentenceCard(turn, answerTo(error));
}

/** One service call, one card: the same for a typed command and for a clicked button. */
export class Answers {
  constructor(readonly deps: Pick<BotDeps, 'catalogue' | 'deletes' | 'messages' | 'outbox' | 'people'>) {}

  help(turn: Turn): Card {
    return helpCard(helpView(turn), turn.words);
  }

  async list(turn: Turn, query: ListQuery): Promise<Card> {
    if (query.scope === 'app' && !query.application) {
      return sentenceCard(turn, { kind: 'needs_argument', formKey: 'command.list.form' });
    }
    const list = await this.deps.catalogue.list(turn.actor, query);
    return listCard(listView(turn, query, list), turn.words);
  }

  async secret(turn: Turn, text: string): Promise<Card> {
    const view = await this.deps.catalogue.show(turn.actor, text);
    return secretCard(await secretView(turn, view, this.deps.people), turn.words);
  }

  async history(turn: Turn, reference: string, after: string): Promise<Card> {
    const view = await this.deps.catalogue.history(turn.actor, referenceIn(reference).reference, after);
    return historyCard(await historyView(turn, view, this.deps.people), turn.words);
  }

  /** What deleting the secret of this name or reference would mean. */
  async askDeleteOf(turn: Turn, text: string): Promise<Card> {
    const view = await this.deps.catalogue.show(turn.actor, text);
    const { reference } = view.kind === 'full' ? view.secret : view;
    return this.askDelete(turn, { reference });
  }

  async askDelete(turn: Turn, target: DeleteTarget): Promise<Card> {
    const question = await this.deps.deletes.ask(turn.actor, target);
    return deleteCard(deleteView(turn, question, { kind: 'ask', ...question, typed: '', faults: [] }), turn.words);
  }

  /** Deletes; a name that does not fit brings the question back with what was typed. */
  async confirmDelete(turn: Turn, target: DeleteTarget, typedName: string | undefined): Promise<Card> {
    const question = await this.deps.deletes.ask(turn.actor, target);
    try {
      const intent = await this.deps.deletes.confirm(turn.actor, target, typedName);
      await this.#adoptClicked(turn, outcomeSubject(intent));
      const deleted = deleteCard(
        deleteView(turn, question, { kind: 'deleted', vaulted: question.vaulted }),
        turn.words,
      );
      const settle = this.#settlerOf(turn, deleted);
      const { done, afterwards } = await deleteInTime(this.deps.deletes, intent.id, settle);
      turn.afterwards.push(afterwards);
      if (done) turn.afterwards.push(answerTaken(this.deps.outbox, intent.id));
      return done ? deleted : deleteCard(deleteView(turn, question, { kind: 'deleting' }), turn.words);
    } catch (error) {
      if (!isDomainError(error, 'invalid_input')) throw error;
      const { faults } = error.details;
      const state = { kind: 'ask', ...question, typed: typedName ?? '', faults } as const;
      return deleteCard(deleteView(turn, question, state), turn.words);
    }
  }

  /** Whatever is told about the delete later changes the card that was clicked. */
  async #adoptClicked(turn: Turn, subject: Subject): Promise<void> {
    const { replyToId } = turn.context.activity;
    if (replyToId) await this.deps.messages.adopt(recipientOf(turn), subject, replyToId);
  }

  /** What brings the clicked card up to date after the answer, when the turn's context is gone. */
  #settlerOf(turn: Turn, card: Card): () => Promise<void> {
    const { replyToId } = turn.context.activity;
    const to = recipientOf(turn);
    return async () => {
      if (replyToId) await this.deps.messages.settle(to, replyToId, card);
    };
  }
}

/** A reference from a card's data. @throws not_found for what is none */
export function referenceIn(text: string): { readonly reference: NonNullable<ReturnType<typeof parseReference>> } {
  const reference = parseReference(text);
  if (reference === undefined) throw new DomainError('not_found', { what: 'secret', query: text });
  return { reference };
}

/** What is wrong with what was typed in these fields. @throws the error itself where anything else is wrong */
export function faultsIn(error: unknown, fields: readonly FieldName[]): readonly Fault[] {
  if (!isDomainError(error, 'invalid_input')) throw error;
  const { faults } = error.details;
  if (!faults.every(({ field }) => fields.includes(field))) throw error;
  return faults;
}
