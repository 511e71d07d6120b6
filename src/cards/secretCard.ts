import type { AuditAction } from '../domain/audit/auditEvent';
import type { Reference } from '../domain/reference';
import type { Secret, SecretState } from '../domain/secrets/secret';
import type { WordKey, Words } from '../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../messages/escapeMarkdown';
import { type Button, executeButton } from './buttons';
import { expiresFact, type Fact, fact, nameFact, shortName, yesNoFact } from './fact';
import { type Line, lines } from './line';
import { type Card, cardTemplate, type Viewing } from './renderCard';
import template from './secretCard.json';

/** One line of a secret's history. `by` is a name; left out where it is the bot's own doing or nobody known. */
export interface HistoryLine {
  readonly at: Date;
  readonly action: AuditAction;
  readonly by?: string;
}

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
  readonly canRevoke: boolean;
}

interface FullView {
  readonly kind: 'full';
  readonly secret: Secret;
  readonly locationName: string;
  /** Left out where it was not asked for. */
  readonly lastUse?: Date | 'never' | 'unknown';
  /** Newest first. */
  readonly history: readonly HistoryLine[];
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

/** As many lines of history as fit a card that people still read. */
const MOST_HISTORY = 10;

const fill = cardTemplate<{
  heading: Markdown;
  lines: readonly Line[];
  facts: readonly Fact[];
  history: readonly { readonly lines: readonly Line[] }[];
  actions: readonly Button[];
}>('secretCard', template);

export function secretCard(view: SecretCardView, words: Words): Card {
  const filling =
    view.kind === 'shared'
      ? {
          heading: escapeMarkdown(shortName(view.name)),
          lines: lines(words.text('secret.shared')),
          facts: sharedFacts(view, words),
          history: [],
          actions: [],
        }
      : {
          heading: escapeMarkdown(shortName(view.secret.name)),
          lines: lines(escapeMarkdown(view.secret.description)),
          facts: fullFacts(view, words),
          history: view.history.length > 0 ? [{ lines: historyLines(view, words) }] : [],
          actions: buttons(view, words),
        };
  return fill(filling, words);
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
    fact(words, 'fact.seenBy', seenByText(view.seenBy, words)),
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

function seenByText(names: readonly string[], words: Words): Markdown {
  return names.length === 0 ? words.text('fact.nobodyYet') : escapeMarkdown(words.list(names.map(shortName)));
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

function historyLines({ history, timeZone }: FullView & Viewing, words: Words): readonly Line[] {
  const shown = history.slice(0, MOST_HISTORY).map((line) => {
    const by = line.by === undefined ? words.plain('history.somebody') : shortName(line.by);
    const at = words.dateTime(line.at, timeZone);
    return words.text('secret.line', { at, what: words.plain(happenings[line.action], { by }) });
  });
  const more = history.length - shown.length;
  return lines(...shown, ...(more > 0 ? [words.text('secret.earlier', { count: more })] : []));
}

const happenings: Record<AuditAction, WordKey> = {
  'create.intended': 'history.createIntended',
  'create.added': 'history.createAdded',
  'create.vaulted': 'history.createVaulted',
  'create.done': 'history.createDone',
  'create.undone': 'history.createUndone',
  'create.unclear': 'history.createUnclear',
  'delete.confirmed': 'history.deleteConfirmed',
  'delete.done': 'history.deleteDone',
  'ticket.issued': 'history.ticketIssued',
  'ticket.expired': 'history.ticketExpired',
  'reveal.shown': 'history.revealShown',
  'reveal.confirmed': 'history.revealConfirmed',
  'reveal.refused': 'history.revealRefused',
  'reveal.not_seen': 'history.revealNotSeen',
  'reconcile.gone': 'history.reconcileGone',
};

function buttons({ secret, canDelete, notSeen }: FullView, words: Words): readonly Button[] {
  const { reference } = secret;
  return [
    ...(notSeen
      ? [
          executeButton(
            words,
            'carrier/notSeen',
            { ticket: notSeen.ticketId },
            { title: secret.vaultEntry ? 'button.notSeen' : 'button.reissue' },
          ),
        ]
      : []),
    ...(canDelete ? [executeButton(words, 'delete/ask', { reference }, { title: 'button.delete' })] : []),
  ];
}
