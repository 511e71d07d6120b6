import { readingOf, saysLine } from './cardReading';
import type { Entry } from './ledger';
import type { Worker } from './worker';

/** What the person who submitted a secret has been told of it, all in all. */
export type Known = 'there' | 'not created' | 'gone' | 'unclear' | 'untold';

/** Reads the whole chat of the person. Deleted and removed come after created, whatever the order of the cards. */
export function knownTo(entry: Entry, workers: readonly Worker[]): Known {
  const { name } = entry;
  const about = messagesAbout(entry, workers);
  const isSaid = (...lines: readonly string[]): boolean =>
    about.some((message) => lines.some((line) => saysLine(message, line)));
  if (isSaid(`${name} is deleted`, 'Removed, because nobody looked in time')) return 'gone';
  if (isSaid('Not created')) return 'not created';
  if (isSaid('Please check the application')) return 'unclear';
  return isSaid('Created') ? 'there' : 'untold';
}

/** The first lines of every message about it, oldest first: for whoever looks for what went wrong. */
export function headingsAbout(entry: Entry, workers: readonly Worker[]): readonly string[] {
  return messagesAbout(entry, workers).map((message) =>
    readingOf(message).split('\n').filter(Boolean).slice(0, 3).join(' · ').slice(0, 120),
  );
}

function messagesAbout({ person, name }: Entry, workers: readonly Worker[]) {
  return (workers.find(({ key }) => key === person)?.messages() ?? [])
    .filter((message) => message.from.kind === 'bot' && !message.deleted)
    .filter((message) => readingOf(message).includes(name));
}
