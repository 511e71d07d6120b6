import type { Reference } from '../domain/reference';
import type { Secret, SecretState } from '../domain/secrets/secret';
import type { WordKey, Words } from '../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../messages/escapeMarkdown';
import { type Button, executeButton } from './buttons';
import { expiresFact, type Fact, fact, nameFact, shortName, yesNoFact } from './fact';
import { type HistoryPage, historyLines, moreButton } from './historyLines';
import { type Line, lines } from './line';
import { type Card, cardTemplate, type Viewing } from './renderCard';
import template from './secretCard.json';
import { type AccessRow, accessRows, moreAccess } from './sharing/accessRows';

/** Somebody who has seen the value; the latest time. */
export interface SeenLine {
  readonly name: string;
  readonly at: Date;
}

/** Somebody who holds access now, until it ends by itself. */
export interface AccessLine {
  readonly grantId: string;
  readonly personName: string;
  readonly until: Date;
  /** When they opened the value. */
  readonly seenAt?: Date;
  readonly canRevoke: boolean;
}

interface FullView {
  readonly kind: 'full';
  readonly secret: Secret;
  readonly locationName: string;
  /** Left out where it was not asked for. */
  readonly lastUse?: Date | 'never' | 'unknown';
  /** The latest of it. */
  readonly history: HistoryPage;
  /** Those who have seen the value. */
  readonly seenBy: readonly SeenLine[];
  /** Live grants. */
  readonly access: readonly AccessLine[];
  readonly canDelete: boolean;
  readonly canRequest: boolean;
  /** Whether this person may change its settings. */
  readonly canShare: boolean;
  /** The ticket through which this person may say "I didn't see it". */
  readonly notSeen?: { readonly ticketId: string };
}

interface SharedView {
  readonly kind: 'shared';
  readonly reference: Reference;
  readonly name: string;
  readonly applicationName: string;
  readonly ownerName: string;
  readonly canRequest: boolean;
}

/** What `show` answers: everything for those whose secret it is, three things for those it is shared with. */
export type SecretCardView = Viewing & (FullView | SharedView);

interface Filling {
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  readonly facts: readonly Fact[];
  readonly access: readonly { readonly rows: readonly AccessRow[]; readonly more: readonly Line[] }[];
  readonly history: readonly {
    readonly lines: readonly Line[];
    readonly more: readonly { readonly actions: readonly Button[] }[];
  }[];
  readonly actions: readonly Button[];
}

const fill = cardTemplate<Filling>('secretCard', template);

export function secretCard(view: SecretCardView, words: Words): Card {
  return fill(view.kind === 'shared' ? sharedFilling(view, words) : fullFilling(view, words), words);
}

function sharedFilling(view: SharedView, words: Words): Filling {
  return {
    heading: escapeMarkdown(shortName(view.name)),
    lines: lines(words.text('secret.shared'), ...(view.canRequest ? [words.text('secret.sharedRequest')] : [])),
    facts: sharedFacts(view, words),
    access: [],
    history: [],
    actions: view.canRequest ? [requestButton(view, words)] : [],
  };
}

function fullFilling(view: FullView & Viewing, words: Words): Filling {
  const { access, history, secret } = view;
  return {
    heading: escapeMarkdown(shortName(secret.name)),
    lines: lines(escapeMarkdown(secret.description)),
    facts: fullFacts(view, words),
    access: access.length > 0 ? [{ rows: accessRows(access, view, words), more: moreAccess(access, words) }] : [],
    history: history.lines.length > 0 ? [historyPart(view, words)] : [],
    actions: buttons(view, words),
  };
}

/** The button stands below the lines that it goes on from, not among those for the secret. */
function historyPart(view: FullView & Viewing, words: Words) {
  const more = moreButton(view.secret.reference, view.history, words);
  return {
    lines: historyLines(view.history, view, words),
    more: more.length > 0 ? [{ actions: more }] : [],
  };
}

function sharedFacts(view: SharedView, words: Words): readonly Fact[] {
  return [
    nameFact(words, 'fact.reference', view.reference),
    nameFact(words, 'fact.application', view.applicationName),
    nameFact(words, 'fact.owner', view.ownerName),
  ];
}

function fullFacts(view: FullView & Viewing, words: Words): readonly Fact[] {
  const { secret, timeZone } = view;
  return [
    fact(words, 'fact.status', statusText(view, words)),
    expiresFact(words, view, secret.expiresAt),
    nameFact(words, 'fact.reference', secret.reference),
    nameFact(words, 'fact.application', secret.application.displayName),
    nameFact(words, 'fact.clientId', secret.application.appId),
    nameFact(words, 'fact.owner', secret.owner.displayName),
    nameFact(words, 'fact.creator', secret.creator.displayName),
    fact(words, 'fact.starts', escapeMarkdown(words.dateTime(secret.startsAt, timeZone))),
    nameFact(words, 'fact.location', view.locationName),
    fact(words, 'fact.vaulted', words.text(secret.vaultEntry ? 'secret.vaultedYes' : 'secret.vaultedNo')),
    fact(words, 'fact.sharing', words.text(secret.sharing ? 'fact.on' : 'fact.off')),
    yesNoFact(words, 'fact.preApproved', secret.preApproved),
    fact(words, 'fact.seenBy', seenByText(view, words)),
    ...lastUseFact(view, words),
    nameFact(words, 'fact.keyId', secret.keyId),
    ...(secret.hint === undefined ? [] : [nameFact(words, 'fact.hint', secret.hint)]),
  ];
}

function statusText({ secret, now, timeZone }: FullView & Viewing, words: Words): Markdown {
  if (secret.state === 'active' && secret.expiresAt <= now) return words.text('secret.activeExpired');
  const at = words.time(secret.endedAt ?? now, now, timeZone);
  return words.text(states[secret.state], { at });
}

const states: Record<SecretState, WordKey> = {
  active: 'secret.active',
  deleting: 'secret.deleting',
  deleted: 'secret.deleted',
  removed_unseen: 'secret.removedUnseen',
  replaced: 'secret.replaced',
  gone: 'secret.gone',
};

function seenByText({ seenBy, now, timeZone }: FullView & Viewing, words: Words): Markdown {
  if (seenBy.length === 0) return words.text('fact.nobodyYet');
  const seen = seenBy.map(({ name, at }) =>
    words.plain('fact.seenLine', { name: shortName(name), at: words.time(at, now, timeZone) }),
  );
  return escapeMarkdown(words.list(seen));
}

function lastUseFact({ lastUse, now, timeZone }: FullView & Viewing, words: Words): readonly Fact[] {
  if (lastUse === undefined) return [];
  if (lastUse === 'never') return [fact(words, 'fact.lastUse', words.text('secret.neverUsed'))];
  if (lastUse === 'unknown') return [fact(words, 'fact.lastUse', words.text('secret.useUnknown'))];
  const value = words.text('fact.expiresValue', {
    date: words.date(lastUse, timeZone),
    distance: words.inDays(lastUse, now, timeZone),
  });
  return [fact(words, 'fact.lastUse', value)];
}

function buttons(view: FullView, words: Words): readonly Button[] {
  const { secret, notSeen } = view;
  const { reference } = secret;
  const notSeenTitle = secret.vaultEntry ? 'button.notSeen' : 'button.reissue';
  return [
    ...(notSeen
      ? [executeButton(words, 'carrier/notSeen', { ticket: notSeen.ticketId }, { title: notSeenTitle })]
      : []),
    ...(view.canRequest ? [requestButton(secret, words)] : []),
    ...(view.canShare ? [executeButton(words, 'share/ask', { reference }, { title: 'button.share' })] : []),
    ...(view.canDelete ? [executeButton(words, 'delete/ask', { reference }, { title: 'button.delete' })] : []),
  ];
}

function requestButton({ reference }: { readonly reference: Reference }, words: Words): Button {
  return executeButton(words, 'request/ask', { reference }, { title: 'button.request' });
}
