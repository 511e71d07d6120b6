import type { Card } from '../cards/renderCard';
import { type Answers, sentenceCard } from './answers';
import type { CommandName } from './commands';
import type { BotDeps } from './deps';
import { listQuery } from './listQuery';
import { freezeReason, requestText } from './requestText';
import type { SharingTools } from './sharingClicks';
import { recipientOf, type Turn } from './turn';
import type { WizardReplies } from './wizardReplies';

/** Answers one typed command, privately. */
export type CommandHandler = (turn: Turn, argument: string) => Promise<void>;

/** What the command handlers use. */
export interface CommandTools extends SharingTools {
  readonly answers: Answers;
  readonly wizard: WizardReplies;
  readonly replies: BotDeps['replies'];
}

/** One handler for each row of the command table. */
export function commandTable({
  answers,
  wizard,
  replies,
  ...tools
}: CommandTools): Record<CommandName, CommandHandler> {
  const { sharing, settings, requests } = tools;
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
    request: async (turn, argument) => {
      const text = requestText(argument);
      if (text.secret !== '') return requests.send(turn, await sharing.request(turn, text));
      await reply(turn, needsArgument(turn, 'request'));
    },
    requests: async (turn) => reply(turn, await sharing.mine(turn)),
    share: async (turn, argument) =>
      reply(turn, await withArgument(turn, 'share', argument, (text) => settings.form(turn, text))),
    freeze: async (turn, argument) => reply(turn, await sharing.freeze(turn, freezeReason(argument))),
    thaw: async (turn) => reply(turn, await sharing.thaw(turn)),
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
  return argument === '' ? needsArgument(turn, name) : card(argument);
}

function needsArgument(turn: Turn, name: CommandName): Card {
  return sentenceCard(turn, { kind: 'needs_argument', formKey: `command.${name}.form` });
}
