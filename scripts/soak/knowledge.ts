import { readingOf, saysLine } from './cardReading';
import type { Entry } from './ledger';
import type { Worker } from './worker';

/** What the person who submitted a secret has been told of it, all in all; the newest reference where there was one. */
export type Known =
  | { readonly what: 'there' | 'gone'; readonly reference: string }
  | { readonly what: 'not created' | 'unclear' | 'untold' };

/** Lines that say that a secret is there no more; the card names it by its reference. */
const GONE = ['A secret was deleted', 'Removed, because nobody looked in time', 'A secret is no longer there'];

/**
 * Reads the whole chat of the person. A reissue gives a secret of the same name a new reference, and the one before it
 * goes; what counts is the newest.
 */
export function knownTo(entry: Entry, workers: readonly Worker[]): Known {
  const about = messagesAbout(entry, workers);
  const isSaid = (line: string): boolean => about.some((message) => saysLine(message, line));
  const reference = referenceOf(entry, workers);
  if (reference !== undefined) return { what: isGone(entry, reference, about) ? 'gone' : 'there', reference };
  if (isSaid('Please check the application')) return { what: 'unclear' };
  return { what: isSaid('Not created') ? 'not created' : 'untold' };
}

/** The reference that the newest “Created” names; `undefined` before the first. */
export function referenceOf(entry: Entry, workers: readonly Worker[]): string | undefined {
  const created = messagesAbout(entry, workers)
    .filter((message) => saysLine(message, 'Created'))
    .at(-1);
  return created && /sb-[0-9A-Z]{8}/.exec(readingOf(created))?.[0];
}

/** The first lines of every message about it, oldest first: for whoever looks for what went wrong. */
export function headingsAbout(entry: Entry, workers: readonly Worker[]): readonly string[] {
  return messagesAbout(entry, workers).map((message) =>
    readingOf(message).split('\n').filter(Boolean).slice(0, 3).join(' · ').slice(0, 120),
  );
}

type Messages = ReturnType<typeof messagesAbout>;

/** The answer to the click that deletes names no reference: it is that of the question. */
function isGone({ name, deleteAsked, answeredGone }: Entry, reference: string, about: Messages): boolean {
  if (answeredGone === reference) return true;
  return about.some((message) => {
    if (saysLine(message, `${name} is deleted`)) return deleteAsked === reference;
    return GONE.some((line) => saysLine(message, line)) && readingOf(message).includes(reference);
  });
}

function messagesAbout({ person, name }: Entry, workers: readonly Worker[]) {
  return (workers.find(({ key }) => key === person)?.messages() ?? [])
    .filter((message) => message.from.kind === 'bot' && !message.deleted)
    .filter((message) => readingOf(message).includes(name));
}
