import type { Notice } from '../../domain/notices/notice';
import type { Words } from '../../messages/catalogue';
import type { Markdown } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { type Fact, fact, nameFact, shortName, yesNoFact } from '../fact';
import { type Line, lines } from '../line';
import type { Viewing } from '../renderCard';
import { secretNames, wishFacts } from './wishWords';

type NoticeOf<K extends Notice['kind']> = Extract<Notice, { kind: K }>;

/** What is told about sharing, besides the cards of requests. */
export type SharingNotice = NoticeOf<
  'request_reminder' | 'approver_unreachable' | 'settings_changed' | 'grant_revoked' | 'knows_value'
>;

/** What a notice says, below it the facts of its secret. */
export interface NoticeSaid {
  readonly speak: string;
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  readonly moreFacts?: readonly Fact[];
  readonly actions: readonly Button[];
}

export function sharingSaid(view: Viewing, notice: SharingNotice, words: Words): NoticeSaid {
  switch (notice.kind) {
    case 'request_reminder':
      return reminder(view, notice, words);
    case 'approver_unreachable':
      return approverUnreachable(notice, words);
    case 'settings_changed':
      return settingsChanged(notice, words);
    case 'grant_revoked':
      return grantRevoked(notice, words);
    case 'knows_value':
      return knowsValue(notice, words);
  }
}

function reminder(view: Viewing, { request, secret }: NoticeOf<'request_reminder'>, words: Words): NoticeSaid {
  const text = request.wish.kind === 'access' ? 'notice.requestReminder.access' : 'notice.requestReminder.settings';
  const decideBy = words.time(request.decideBy, view.now, view.timeZone);
  return {
    speak: words.plain('notice.requestReminder.speak'),
    heading: words.text('notice.requestReminder.heading'),
    lines: lines(
      words.text(text, { person: shortName(request.requesterName), ...secretNames(secret) }),
      words.text('notice.requestReminder.until', { decideBy }),
    ),
    moreFacts: wishFacts(request.wish, words),
    actions: [
      executeButton(words, 'request/show', { request: request.id }, { title: 'button.decide', style: 'positive' }),
    ],
  };
}

function approverUnreachable(notice: NoticeOf<'approver_unreachable'>, words: Words): NoticeSaid {
  const approver = shortName(notice.approverName);
  return {
    speak: words.plain('notice.approverUnreachable.speak'),
    heading: words.text('notice.approverUnreachable.heading', { approver }),
    lines: lines(
      words.text('notice.approverUnreachable.text', { approver, ...secretNames(notice.secret) }),
      words.text('notice.approverUnreachable.what'),
    ),
    actions: [executeButton(words, 'requests/show', {}, { title: 'button.requests' })],
  };
}

function settingsChanged(notice: NoticeOf<'settings_changed'>, words: Words): NoticeSaid {
  const params = { by: shortName(notice.byName), owner: shortName(notice.ownerName), ...secretNames(notice.secret) };
  const settings = [
    fact(words, 'fact.sharing', words.text(notice.sharing ? 'fact.on' : 'fact.off')),
    yesNoFact(words, 'fact.preApproved', notice.preApproved),
    nameFact(words, 'fact.owner', notice.ownerName),
  ];
  switch (notice.you) {
    case 'owner':
      return {
        speak: words.plain('notice.settingsChanged.speak'),
        heading: words.text('notice.settingsChanged.heading'),
        lines: lines(words.text('notice.settingsChanged.text', params)),
        moreFacts: settings,
        actions: [showButton(notice, words)],
      };
    case 'new_owner':
      return {
        speak: words.plain('notice.settingsChanged.newSpeak'),
        heading: words.text('notice.settingsChanged.newHeading'),
        lines: lines(
          words.text('notice.settingsChanged.new', params),
          ...(notice.preApproved ? [words.text('notice.settingsChanged.preApproved')] : []),
        ),
        moreFacts: settings,
        actions: [showButton(notice, words)],
      };
    case 'former_owner':
      return {
        speak: words.plain('notice.settingsChanged.formerSpeak'),
        heading: words.text('notice.settingsChanged.formerHeading'),
        lines: lines(words.text('notice.settingsChanged.former', params)),
        actions: [],
      };
  }
}

function grantRevoked(notice: NoticeOf<'grant_revoked'>, words: Words): NoticeSaid {
  const by = shortName(notice.byName);
  return {
    speak: words.plain('notice.grantRevoked.speak'),
    heading: words.text('notice.grantRevoked.heading'),
    lines: lines(
      words.text('notice.grantRevoked.text', { by, ...secretNames(notice.secret) }),
      words.text('notice.grantRevoked.what', { by }),
    ),
    actions: [],
  };
}

function knowsValue(notice: NoticeOf<'knows_value'>, words: Words): NoticeSaid {
  const person = shortName(notice.personName);
  return {
    speak: words.plain('notice.knowsValue.speak'),
    heading: words.text('notice.knowsValue.heading', { person }),
    lines: lines(
      words.text(`notice.knowsValue.${notice.why}`, { person, ...secretNames(notice.secret) }),
      words.text('notice.knowsValue.what'),
    ),
    actions: [showButton(notice, words), executeButton(words, 'create/start', {}, { title: 'button.create' })],
  };
}

function showButton({ secret }: SharingNotice, words: Words): Button {
  return executeButton(words, 'secret/show', { reference: secret.reference }, { title: 'button.show' });
}
