import type { Reference } from '../domain/reference';
import type { WordKey, Words } from '../messages/catalogue';
import { dotted, type Markdown } from '../messages/escapeMarkdown';
import type { ExecutePayload } from './actions';
import { type Button, executeButton } from './buttons';
import { shortName } from './fact';
import { type Line, lines } from './line';
import template from './listCard.json';
import { type Card, cardTemplate, type Viewing } from './renderCard';

/** One row of a list. */
export type ListRow =
  | {
      readonly kind: 'secret';
      readonly reference: Reference;
      readonly name: string;
      readonly applicationName: string;
      readonly ownerName: string;
      readonly expiresAt: Date;
      readonly vaulted: boolean;
      readonly shared: boolean;
      readonly canDelete: boolean;
      readonly canRequest: boolean;
    }
  /** A credential made elsewhere; in lists of one application. */
  | {
      readonly kind: 'foreign';
      /** Object id of the application. */
      readonly applicationId: string;
      readonly keyId: string;
      readonly name?: string;
      readonly hint?: string;
      readonly expiresAt: Date;
      readonly canDelete: boolean;
    }
  /** What a member may know of somebody else's shared secret. */
  | {
      readonly kind: 'shared';
      readonly reference: Reference;
      readonly name: string;
      readonly applicationName: string;
      readonly ownerName: string;
      readonly canRequest: boolean;
    };

type RowOf<K extends ListRow['kind']> = Extract<ListRow, { kind: K }>;
type Scope = ExecutePayload<'list/show'>['scope'];

/** One page of secrets, 10 rows at most. */
export interface ListCardView extends Viewing {
  readonly scope: Scope;
  /** Of scope `app`: what to ask the next page for (client id), and the name to show. */
  readonly application?: { readonly query: string; readonly displayName: string };
  readonly rows: readonly ListRow[];
  /** Cursor of the following page. */
  readonly next?: string;
  /** Whether this is the first page; an empty first page offers to create. */
  readonly first: boolean;
}

interface Row {
  readonly name: Markdown;
  readonly lines: readonly Line[];
  readonly actions: readonly Button[];
}

/** Two buttons fit beside the text, also on a telephone; more stand below it. */
interface DrawnRow extends Omit<Row, 'actions'> {
  readonly beside: readonly { readonly actions: readonly Button[] }[];
  readonly below: readonly { readonly actions: readonly Button[] }[];
}

const MOST_BESIDE = 2;

const fill = cardTemplate<{
  heading: Markdown;
  intro: Markdown;
  rows: readonly DrawnRow[];
  actions: readonly Button[];
}>('listCard', template);

export function listCard(view: ListCardView, words: Words): Card {
  const { scope, application, rows, first } = view;
  const keys = scopes[scope];
  const emptyKey = first ? keys.empty : 'list.noMore';
  return fill(
    {
      heading: words.text(keys.heading, { application: shortName(application?.displayName ?? '') }),
      intro: words.text(rows.length > 0 ? keys.intro : emptyKey),
      rows: rows.map((row) => drawn(rowOf(row, view, words))),
      actions: pageButtons(view, words),
    },
    words,
  );
}

const scopes: Record<Scope, { heading: WordKey; intro: WordKey; empty: WordKey }> = {
  mine: { heading: 'list.mine', intro: 'list.mineIntro', empty: 'list.mineEmpty' },
  app: { heading: 'list.app', intro: 'list.appIntro', empty: 'list.appEmpty' },
  expiring: { heading: 'list.expiring', intro: 'list.expiringIntro', empty: 'list.expiringEmpty' },
  shared: { heading: 'list.shared', intro: 'list.sharedIntro', empty: 'list.sharedEmpty' },
  all: { heading: 'list.all', intro: 'list.allIntro', empty: 'list.allEmpty' },
};

function drawn({ actions, ...texts }: Row): DrawnRow {
  const beside = actions.length <= MOST_BESIDE;
  return { ...texts, beside: beside ? [{ actions }] : [], below: beside ? [] : [{ actions }] };
}

function rowOf(row: ListRow, view: ListCardView, words: Words): Row {
  switch (row.kind) {
    case 'secret':
      return secretRow(row, view, words);
    case 'foreign':
      return foreignRow(row, view, words);
    case 'shared':
      return {
        name: nameText(row.name, words),
        lines: lines(aboutText(row, words)),
        actions: [showButton(row, words), ...requestButton(row, words)],
      };
  }
}

function secretRow(row: RowOf<'secret'>, view: ListCardView, words: Words): Row {
  const flags = [
    expiryText(row.expiresAt, view, words),
    words.text(row.vaulted ? 'list.vaulted' : 'list.notVaulted'),
    ...(row.shared ? [words.text('list.sharedFlag')] : []),
  ];
  const deletes = row.canDelete
    ? [executeButton(words, 'delete/ask', { reference: row.reference }, { title: 'button.delete' })]
    : [];
  return {
    name: nameText(row.name, words),
    lines: lines(aboutText(row, words), dotted(...flags)),
    actions: [showButton(row, words), ...requestButton(row, words), ...deletes],
  };
}

function foreignRow(row: RowOf<'foreign'>, view: ListCardView, words: Words): Row {
  const { applicationId, keyId, hint } = row;
  const about = hint === undefined ? words.text('list.foreign') : words.text('list.foreignHint', { hint });
  return {
    name: nameText(row.name ?? '', words),
    lines: lines(about, expiryText(row.expiresAt, view, words)),
    actions: row.canDelete
      ? [executeButton(words, 'credential/ask', { application: applicationId, keyId }, { title: 'button.delete' })]
      : [],
  };
}

function nameText(name: string, words: Words): Markdown {
  const short = shortName(name);
  return short === '' ? words.text('list.unnamed') : words.text('list.name', { name: short });
}

function aboutText(row: RowOf<'secret' | 'shared'>, words: Words): Markdown {
  return words.text('list.about', {
    reference: row.reference,
    application: shortName(row.applicationName),
    owner: shortName(row.ownerName),
  });
}

function expiryText(expiresAt: Date, { now, timeZone }: Viewing, words: Words): Markdown {
  return words.text(expiresAt > now ? 'list.expires' : 'list.expired', {
    distance: words.inDays(expiresAt, now, timeZone),
    date: words.date(expiresAt, timeZone),
  });
}

function showButton({ reference }: { readonly reference: Reference }, words: Words): Button {
  return executeButton(words, 'secret/show', { reference }, { title: 'button.showShort' });
}

function requestButton({ reference, canRequest }: RowOf<'secret' | 'shared'>, words: Words): readonly Button[] {
  return canRequest ? [executeButton(words, 'request/ask', { reference }, { title: 'button.request' })] : [];
}

function pageButtons({ scope, application, rows, next, first }: ListCardView, words: Words): readonly Button[] {
  const of = application ? { application: application.query } : {};
  const more =
    next === undefined
      ? []
      : [executeButton(words, 'list/show', { scope, ...of, after: next }, { title: 'button.nextPage' })];
  const back = first ? [] : [executeButton(words, 'list/show', { scope, ...of }, { title: 'button.firstPage' })];
  const emptyHanded = scope === 'mine' && first && rows.length === 0;
  const create = emptyHanded
    ? [executeButton(words, 'create/start', {}, { title: 'button.create', style: 'positive' })]
    : [];
  return [...more, ...back, ...create];
}
