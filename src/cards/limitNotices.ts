import type { NoticeOf } from '../domain/notices/notice';
import type { Words } from '../messages/catalogue';
import { type Fact, nameFact, shortName } from './fact';
import { lines } from './line';
import type { Viewing } from './renderCard';
import type { NoticeSaid } from './sharing/sharingNotices';

/** What administrators are told of somebody who reached a limit that looks like an attack, with who it is. */
export function limitReached(view: Viewing, notice: NoticeOf<'limit_reached'>, words: Words): LimitSaid {
  const person = shortName(notice.personName);
  const at = words.dateTime(notice.at, view.timeZone);
  const { personSignIn } = notice;
  return {
    ...(notice.limit === 'guess' ? guess(words, { person, at }) : reveal(words, { person, at })),
    facts: [
      nameFact(words, 'fact.person', notice.personName),
      ...(personSignIn === undefined ? [] : [nameFact(words, 'fact.account', personSignIn)]),
    ],
    actions: [],
  };
}

type LimitSaid = Omit<NoticeSaid, 'moreFacts'> & { readonly facts: readonly Fact[] };
type Texts = Pick<LimitSaid, 'speak' | 'heading' | 'lines'>;
interface Names {
  readonly person: string;
  readonly at: string;
}

function guess(words: Words, names: Names): Texts {
  return {
    speak: words.plain('notice.limitReached.guessSpeak'),
    heading: words.text('notice.limitReached.guessHeading'),
    lines: lines(words.text('notice.limitReached.guess', { ...names }), what(words, names)),
  };
}

function reveal(words: Words, names: Names): Texts {
  return {
    speak: words.plain('notice.limitReached.revealSpeak'),
    heading: words.text('notice.limitReached.revealHeading'),
    lines: lines(words.text('notice.limitReached.reveal', { ...names }), what(words, names)),
  };
}

function what(words: Words, { person }: Names) {
  return words.text('notice.limitReached.what', { person });
}
