import type { InvokeResponse } from 'botbuilder';
import { dialogPayloads, executePayloads, submitPayloads } from '../cards/actions';
import { type Answer, answerTo } from '../cards/answerCard';
import { DomainError, type ErrorCode } from '../domain/errors';
import { noteWhat } from '../telemetry/run';
import { refusalCard, sentenceCard, sentenceText } from './answers';
import type { ClickAnswer, ClickTable } from './clickTable';
import type { BotDeps } from './deps';
import type { DialogAnswer, DialogTable, SubmitTable } from './dialogTable';
import { toClick, toDialog, toDialogMessage, toFailedSearch, toSearch } from './invokeAnswers';
import { noteRefusal } from './refusalReason';
import { type SearchTable, searchIn } from './searches';
import { refusalOf, type Turn } from './turn';
import { type VerbCall, verbCall } from './verbRoute';

/** The closed tables that invokes are routed by. */
export interface InvokeTables {
  readonly clicks: ClickTable;
  readonly dialogs: DialogTable;
  readonly submits: SubmitTable;
  readonly searches: SearchTable;
}

/** What works also while the directory is away. */
const OPEN_VERBS: readonly string[] = ['help/show', 'delete/keep', 'dialog/close'];

/** Failures that leave a card as it is, with what was typed in it: the same click may work later. */
const MAY_WORK_LATER: readonly ErrorCode[] = ['unavailable', 'conflict', 'frozen', 'too_many'];

/** Answers clicks, dialogs and typeaheads: HTTP 200 and a body that Teams understands, whatever arrives. */
export class Invokes {
  constructor(
    readonly deps: Pick<BotDeps, 'faults'>,
    readonly tables: InvokeTables,
  ) {}

  async answer(turn: Turn): Promise<InvokeResponse> {
    const { name, value } = turn.context.activity;
    switch (name) {
      case 'adaptiveCard/action':
        return toClick(await this.#click(turn, fieldOf(value, 'action')));
      case 'task/fetch':
        return this.#dialog(turn, verbCall(this.tables.dialogs, dialogPayloads, clickIn(value)));
      case 'task/submit':
        return this.#dialog(turn, verbCall(this.tables.submits, submitPayloads, clickIn(value)));
      case 'application/search':
        return this.#search(turn, value);
      default:
        return { status: 501 };
    }
  }

  async #click(turn: Turn, action: unknown): Promise<ClickAnswer> {
    const click = { verb: fieldOf(action, 'verb'), data: fieldOf(action, 'data') ?? {} };
    const call = verbCall<ClickAnswer>(this.tables.clicks, executePayloads, click);
    if (!call) return { card: sentenceCard(turn, { kind: 'stale' }) };
    try {
      this.#admit(turn, call.verb);
      return await call.answer(turn);
    } catch (error) {
      return this.#failedClick(turn, call.verb, error);
    }
  }

  /** Where nothing changed and the same click may work later, the card stays, with what was typed in it. */
  #failedClick(turn: Turn, verb: string, error: unknown): ClickAnswer {
    const again = !(error instanceof DomainError) || MAY_WORK_LATER.includes(error.code);
    if (again || verb.startsWith('wizard/')) return { toast: sentenceText(turn, this.#answerTo(error, verb)) };
    return { card: refusalCard(turn, error) };
  }

  async #dialog(turn: Turn, call: VerbCall<DialogAnswer> | undefined): Promise<InvokeResponse> {
    if (!call) return toDialogMessage(sentenceText(turn, { kind: 'stale' }));
    try {
      this.#admit(turn, call.verb);
      return toDialog(await call.answer(turn), turn.words.plain('reveal.title'));
    } catch (error) {
      return toDialogMessage(sentenceText(turn, this.#answerTo(error, call.verb)));
    }
  }

  async #search(turn: Turn, value: unknown): Promise<InvokeResponse> {
    const search = searchIn(value);
    if (!search) return toSearch([]);
    try {
      this.#admit(turn, 'search');
      return toSearch(await this.tables.searches[search.dataset](turn, search.query));
    } catch (error) {
      return toFailedSearch(sentenceText(turn, this.#answerTo(error, 'search')));
    }
  }

  /** Guests, strangers and disabled people get nothing, nor does whoever does too much at once. */
  #admit(turn: Turn, verb: string): void {
    noteWhat(verb);
    const refusal = refusalOf(turn);
    if (refusal) throw refusal;
    const { admission } = turn;
    if (admission.kind === 'unsure' && !OPEN_VERBS.includes(verb)) throw admission.error;
  }

  /** An expected failure has words of its own; anything else is a fault of ours with a number. */
  #answerTo(error: unknown, during: string): Answer {
    if (error instanceof DomainError) {
      noteRefusal(error);
      return answerTo(error);
    }
    return { kind: 'fault', number: this.deps.faults.record(error, during) };
  }
}

/** Plain Action.Submit has its verb among its data. */
function clickIn(value: unknown): { readonly verb: unknown; readonly data: unknown } {
  const data = fieldOf(value, 'data');
  return { verb: fieldOf(data, 'verb'), data };
}

function fieldOf(source: unknown, field: string): unknown {
  return typeof source === 'object' && source !== null && Object.hasOwn(source, field)
    ? Reflect.get(source, field)
    : undefined;
}
