import type { Card } from '../cards/renderCard';
import { type Answers, sentenceCard } from './answers';
import { type CommandName, commands } from './commands';
import type { BotDeps } from './deps';
import { listQuery } from './listQuery';
import { recipientOf, type Turn } from './turn';
import type { WizardReplies } from './wizardReplies';

/** Answers one typed command, privately. */
export type CommandHandler = (turn: Turn, argument: string) => Promise<void>;

/** What the command handlers use. */
export interface CommandTools {
  readonly answers: Answers;
  readonly wizard: WizardReplies;
  readonly replies: BotDeps['replies'];
}

/** One handler for each row of the command table. */
export function commandTable({ answers, wizard, replies }: CommandTools): Record<CommandName, CommandHandler> {
  const reply = async (turn: Turn, card: Card): Promise<void> => {
    await replies.deliver(recipientOf(turn), { card }, turn.actor.displayName);
  };
  return {
    create: (turn, argument) => wizard.start(turn, argument === '' ? {} : { application: argument }),
    list: async (turn, argument) => reply(turn, await answers.list(turn, listQuery(argument))),
    show: async (turn, argument) =>
      reply(turn, await withArgument(turn, 'show', argument, (text) => answers.secret(turn, text))),
    delete: async (turn, argument) =>
      reply(turn, await withArgument(turn, 'delete', argument, (text) => answers.askDeleteOf(turn, text))),
    help: async (turn) => {
      await reply(turn, answers.help(turn));
      await wizard.repeat(turn);
    },
    cancel: (turn) => wizard.cancel(turn),
  };
}

async function withArgument(
  turn: Turn,
  name: CommandName,
  argument: string,
  card: (text: string) => Promise<Card>,
): Promise<Card> {
  const command = commands.find((each) => each.name === name);
  if (argument === '' && command) return sentenceCard(turn, { kind: 'needs_argument', formKey: command.formKey });
  return card(argument);
}
