/** The names of the commands people type. */
export type CommandName =
  | 'create'
  | 'list'
  | 'show'
  | 'request'
  | 'requests'
  | 'share'
  | 'delete'
  | 'help'
  | 'cancel'
  | 'freeze'
  | 'thaw';

/** One command as people see it. The texts are keys of the message catalogue. */
export interface Command {
  readonly name: CommandName;
  /** `required`: the command asks for it when it is missing. */
  readonly argument: 'none' | 'optional' | 'required';
  /** Who may use it. Those of administrators are never guessed from a mistyped word. */
  readonly audience: 'everybody' | 'administrators';
  /** How it is typed: `show <reference>`. */
  readonly formKey: `command.${CommandName}.form`;
  /** What it does, in one short sentence; the help card and the manifest's command list show it. */
  readonly descriptionKey: `command.${CommandName}.description`;
}

/**
 * The closed command table: the parser, the help card and the manifest's command list all come from it, in this order.
 * A new command is a new row; the compiler then asks for its handler.
 */
export const commands: readonly Command[] = [
  command('create', 'optional'),
  command('list', 'optional'),
  command('show', 'required'),
  command('request', 'required'),
  command('requests', 'none'),
  command('share', 'required'),
  command('delete', 'required'),
  command('help', 'none'),
  command('cancel', 'none'),
  command('freeze', 'optional', 'administrators'),
  command('thaw', 'none', 'administrators'),
];

/**
 * German words that are taken for a command, for people who type what they mean. Cards and suggestions say the English
 * ones in every language: one command has one name. Words that could mean two commands (`anfragen`) are left out, and
 * so are those of administrators.
 */
export const germanWords: ReadonlyMap<string, CommandName> = new Map([
  ['hilfe', 'help'],
  ['abbrechen', 'cancel'],
  ['erstellen', 'create'],
  ['liste', 'list'],
  ['zeigen', 'show'],
  ['anzeigen', 'show'],
  ['löschen', 'delete'],
  ['freigeben', 'share'],
]);

/** With what many people begin: as long as nothing else is going on they are told what there is to say. */
export const greetings: ReadonlySet<string> = new Set([
  'hi',
  'hello',
  'hey',
  'hallo',
  'servus',
  'moin',
  'guten',
  'grüezi',
]);

function command<N extends CommandName>(
  name: N,
  argument: Command['argument'],
  audience: Command['audience'] = 'everybody',
): Command {
  return { name, argument, audience, formKey: `command.${name}.form`, descriptionKey: `command.${name}.description` };
}
