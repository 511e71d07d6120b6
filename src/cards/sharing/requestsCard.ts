import type { RequestNoticeState, RequestSummary, SecretSummary } from '../../domain/notices/notice';
import type { WordKey, Words } from '../../messages/catalogue';
import type { Markdown } from '../../messages/escapeMarkdown';
import type { Button } from '../buttons';
import { type Line, lines } from '../line';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import { grantRow, madeRow, waitingRow } from './requestRows';
import template from './requestsCard.json';

/** A request about a secret, with how it stands. */
export interface RequestRow {
  readonly request: RequestSummary;
  readonly secret: SecretSummary;
  readonly state: RequestNoticeState;
}

/** A value that the person may open. */
export interface GrantRow {
  readonly grantId: string;
  readonly secret: SecretSummary;
  readonly endsAt: Date;
  /** When they opened it. */
  readonly seenAt?: Date;
}

/** What `requests` answers. */
export interface RequestsCardView extends Viewing {
  /** Waiting for this person's decision, oldest first. */
  readonly waiting: readonly RequestRow[];
  /** Made by this person, newest first. */
  readonly made: readonly RequestRow[];
  /** What this person has access to now. */
  readonly grants: readonly GrantRow[];
}

/** One row as the template draws it. */
export interface DrawnRow {
  readonly name: Markdown;
  readonly lines: readonly Line[];
  readonly actions: readonly Button[];
}

interface Section {
  readonly heading: Markdown;
  readonly empty: readonly Line[];
  readonly rows: readonly DrawnRow[];
  readonly more: readonly Line[];
}

/** Of each kind: as many as one message surely takes. */
const MOST_ROWS = 6;

const fill = cardTemplate<{ sections: readonly Section[] }>('requestsCard', template);

export function requestsCard(view: RequestsCardView, words: Words): Card {
  const waiting = section(view.waiting, (row) => waitingRow(row, view, words), words);
  const made = section(view.made, (row) => madeRow(row, view, words), words);
  const grants = section(view.grants, (row) => grantRow(row, view, words), words);
  return fill(
    {
      sections: [
        { heading: words.text('requests.waiting'), empty: unless(waiting, 'requests.waitingNone', words), ...waiting },
        ...(grants.rows.length > 0 ? [{ heading: words.text('requests.grants'), empty: [], ...grants }] : []),
        { heading: words.text('requests.made'), empty: unless(made, 'requests.madeNone', words), ...made },
      ],
    },
    words,
  );
}

function section<T>(all: readonly T[], draw: (row: T) => DrawnRow, words: Words): Pick<Section, 'rows' | 'more'> {
  const count = all.length - MOST_ROWS;
  return {
    rows: all.slice(0, MOST_ROWS).map(draw),
    more: count > 0 ? lines(words.text('requests.more', { count })) : [],
  };
}

function unless({ rows }: Pick<Section, 'rows'>, key: WordKey, words: Words): readonly Line[] {
  return rows.length > 0 ? [] : lines(words.text(key));
}
