import type { Fault } from '../domain/errors';
import type { Reference } from '../domain/reference';
import type { WordKey, Words } from '../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../messages/escapeMarkdown';
import { type Button, executeButton } from './buttons';
import template from './deleteCard.json';
import { shortName } from './fact';
import { type FaultLine, faultLines } from './faultText';
import { type Line, lines } from './line';
import { type Card, cardTemplate, type Viewing } from './renderCard';

/** What would be deleted. */
export type DeleteTarget =
  | { readonly kind: 'secret'; readonly reference: Reference }
  /** Made elsewhere; `applicationId` is the application's object id. */
  | { readonly kind: 'foreign'; readonly applicationId: string; readonly keyId: string };

/** Asks, with the consequences, or says how it stands. */
export type DeleteCardView = Viewing & {
  readonly target: DeleteTarget;
  /** The name to type where typing is needed. */
  readonly name: string;
  readonly applicationName: string;
  readonly state:
    | {
        readonly kind: 'ask';
        readonly expiresAt: Date;
        readonly lastUse: Date | 'never' | 'unknown';
        readonly vaulted: boolean;
        /** Whether it is the application's last secret. */
        readonly lastSecret: boolean;
        /** Open rights to see the value, which end with it. */
        readonly liveTickets: number;
        readonly mustType: boolean;
        /** What was typed before, when it did not fit. */
        readonly typed: string;
        readonly faults: readonly Fault[];
      }
    | { readonly kind: 'deleting' }
    | { readonly kind: 'deleted'; readonly vaulted: boolean };
};

type Asking = Extract<DeleteCardView['state'], { kind: 'ask' }>;

interface Filling {
  readonly speak: string;
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  readonly consequences: readonly Line[];
  /** One where the name must be typed, else none. */
  readonly typing: readonly {
    readonly name: Markdown;
    readonly typed: string;
    readonly faults: readonly FaultLine[];
  }[];
  readonly actions: readonly Button[];
}

const LONGEST_TYPED = 300;

const fill = cardTemplate<Filling>('deleteCard', template);

export function deleteCard(view: DeleteCardView, words: Words): Card {
  return fill(filling(view, words), words);
}

function filling(view: DeleteCardView, words: Words): Filling {
  const { state } = view;
  switch (state.kind) {
    case 'ask':
      return asking(view, state, words);
    case 'deleting':
      return saying(view, words, ['delete.deletingSpeak', 'delete.deletingHeading', 'delete.deletingText']);
    case 'deleted':
      return saying(view, words, [
        'delete.deletedSpeak',
        'delete.deletedHeading',
        'delete.deletedText',
        ...(state.vaulted ? (['delete.deletedVault'] as const) : []),
      ]);
  }
}

function saying(
  view: DeleteCardView,
  words: Words,
  [speak, heading, ...texts]: readonly [WordKey, WordKey, ...WordKey[]],
): Filling {
  const names = namesIn(view);
  return {
    speak: words.plain(speak),
    heading: words.text(heading, names),
    lines: lines(...texts.map((key) => words.text(key, names))),
    consequences: [],
    typing: [],
    actions: [],
  };
}

function asking(view: DeleteCardView, state: Asking, words: Words): Filling {
  const { name } = view;
  const effect = state.expiresAt > view.now ? 'delete.text' : 'delete.textExpired';
  return {
    ...saying(view, words, ['delete.speak', 'delete.heading', effect]),
    consequences: consequences(view, state, words),
    typing: state.mustType
      ? [
          {
            name: escapeMarkdown(name),
            typed: state.typed.slice(0, LONGEST_TYPED),
            faults: faultLines(state.faults, words).typedName,
          },
        ]
      : [],
    actions: [
      confirmButton(view.target, words),
      executeButton(words, 'delete/keep', {}, { title: 'button.keep', inputs: 'none' }),
    ],
  };
}

function consequences(view: DeleteCardView, state: Asking, words: Words): readonly Line[] {
  const names = namesIn(view);
  return lines(
    ...(view.target.kind === 'foreign' ? [words.text('delete.foreign')] : []),
    ...lastUseText(view, state, words),
    ...(state.vaulted ? [words.text('delete.vaulted')] : []),
    ...(state.lastSecret ? [words.text('delete.lastSecret', names)] : []),
    ...(state.liveTickets > 0 ? [words.text('delete.tickets', { count: state.liveTickets })] : []),
  );
}

/** Nothing can depend on what has expired, so that its use is not known need not worry anybody. */
function lastUseText({ now, timeZone }: Viewing, { lastUse, expiresAt }: Asking, words: Words): readonly Markdown[] {
  if (lastUse === 'never') return [words.text('delete.neverUsed')];
  if (lastUse === 'unknown') return expiresAt > now ? [words.text('delete.useUnknown')] : [];
  const distance = words.inDays(lastUse, now, timeZone);
  return [words.text('delete.usedAt', { distance, date: words.date(lastUse, timeZone) })];
}

function confirmButton(target: DeleteTarget, words: Words): Button {
  const look = { title: 'button.delete', style: 'destructive' } as const;
  return target.kind === 'secret'
    ? executeButton(words, 'delete/confirm', { reference: target.reference }, look)
    : executeButton(words, 'credential/confirm', { application: target.applicationId, keyId: target.keyId }, look);
}

function namesIn(view: DeleteCardView): { name: string; application: string } {
  return { name: shortName(view.name), application: shortName(view.applicationName) };
}
