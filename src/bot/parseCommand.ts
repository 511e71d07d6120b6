import { distance } from 'fastest-levenshtein';
import { type CommandName, commands, germanWords, greetings } from './commands';

/** What a message asks for. */
export type Typed =
  | { readonly kind: 'command'; readonly name: CommandName; readonly argument: string }
  /** `nearest`: the known command most like the first word; left out where none is near. */
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest?: CommandName }
  /** Nothing, or a greeting. */
  | { readonly kind: 'nothing' };

/** Typing slips a word may have and still be taken for a command; short words allow fewer. */
const MOST_SLIPS = 2;

/** Reads a message without its mentions. `/create`, `Create`, `help?` and `Hilfe` are taken as they are meant. */
export function parseCommand(text: string): Typed {
  const [first = '', ...rest] = text.split(' ');
  const word = first
    .replace(/^\//, '')
    .replace(/[.!?,:;]+$/, '')
    .toLowerCase();
  if (word === '' || greetings.has(word.normalize('NFC'))) return { kind: 'nothing' };
  const name = commands.find((command) => command.name === word)?.name ?? germanWords.get(word.normalize('NFC'));
  if (name) return { kind: 'command', name, argument: rest.join(' ') };
  const nearest = nearestTo(word);
  return { kind: 'unknown', word: first, ...(nearest && { nearest }) };
}

function nearestTo(word: string): CommandName | undefined {
  const begun = word.length >= 2 ? commands.find(({ name }) => name.startsWith(word)) : undefined;
  if (begun) return begun.name;
  const [best] = commands
    .filter(({ audience }) => audience === 'everybody')
    .map(({ name }) => ({ name, slips: distance(word, name) }))
    .filter(({ name, slips }) => slips <= Math.min(MOST_SLIPS, Math.floor(name.length / 2)))
    .sort((one, other) => one.slips - other.slips);
  return best?.name;
}
