import { type Answer, answerTo } from '../cards/answerCard';
import { DomainError, isDomainError } from '../domain/errors';
import { noteWhat } from '../telemetry/run';
import { sentenceCard } from './answers';
import type { CommandName } from './commands';
import type { CommandHandler } from './commandTable';
import type { BotDeps } from './deps';
import { messageText } from './messageText';
import { parseCommand, type Typed } from './parseCommand';
import { isFirstDelivery } from './redelivery';
import { noteRefusal } from './refusalReason';
import { recipientOf, refusalOf, type Turn } from './turn';
import type { WizardReplies } from './wizardReplies';

/** Commands that work also while the directory is away. */
const OPEN_COMMANDS: readonly CommandName[] = ['help', 'cancel'];

/** What answering messages takes. */
export interface MessageTools {
  readonly deps: Pick<BotDeps, 'memory' | 'replies' | 'faults'>;
  readonly commands: Readonly<Record<CommandName, CommandHandler>>;
  readonly wizard: WizardReplies;
}

/** Answers what people type, privately and once. */
export class Messages {
  constructor(readonly tools: MessageTools) {}

  async answer(turn: Turn): Promise<void> {
    const refusal = refusalOf(turn);
    if (refusal) return this.#refuse(turn, refusal);
    if (!(await isFirstDelivery(this.tools.deps.memory, turn))) return;
    const typed = parseCommand(messageText(turn.context.activity));
    const during = typed.kind === 'command' ? typed.name : 'message';
    noteWhat(during);
    try {
      await this.#answer(turn, typed);
    } catch (error) {
      await this.#tellFailure(turn, error, during);
    }
  }

  async #answer(turn: Turn, typed: Typed): Promise<void> {
    const { deps, wizard } = this.tools;
    if (typed.kind === 'command') {
      if (turn.admission.kind === 'unsure' && !OPEN_COMMANDS.includes(typed.name)) throw turn.admission.error;
      return this.tools.commands[typed.name](turn, typed.argument);
    }
    if (await wizard.hint(turn)) return;
    if (typed.kind === 'nothing') return this.tools.commands.help(turn, '');
    const { word, nearest } = typed;
    const answer = { kind: 'unknown_command', typed: word, ...(nearest && { nearest }) } as const;
    await deps.replies.deliver(recipientOf(turn), { card: sentenceCard(turn, answer) }, turn.actor.displayName);
  }

  /** Said here or nowhere: no chat is opened for somebody for whom nothing is done, and nothing is written down. */
  async #refuse(turn: Turn, error: DomainError): Promise<void> {
    noteRefusal(error);
    // Said once already: an answer to each message of a flood would be a flood too.
    if (isDomainError(error, 'too_many') && error.details.told) return;
    const { replies, faults } = this.tools.deps;
    try {
      await replies.sendHere(recipientOf(turn), { card: sentenceCard(turn, answerTo(error)) });
    } catch (failure) {
      faults.record(failure, 'refusal');
    }
  }

  /** The claim is made: another delivery would change nothing, so a failure ends here. */
  async #tellFailure(turn: Turn, error: unknown, during: string): Promise<void> {
    if (error instanceof DomainError) noteRefusal(error);
    // The pointer where the command was given has said so already; there is no private way to say more.
    if (isDomainError(error, 'unreachable')) return;
    const { replies, faults } = this.tools.deps;
    const answer: Answer =
      error instanceof DomainError ? answerTo(error) : { kind: 'fault', number: faults.record(error, during) };
    try {
      await replies.deliver(recipientOf(turn), { card: sentenceCard(turn, answer) }, turn.actor.displayName);
    } catch (failure) {
      faults.record(failure, during);
    }
  }
}
