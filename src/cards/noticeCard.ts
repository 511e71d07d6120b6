import type { Notice, NoticeOf } from '../domain/notices/notice';
import type { Sensitive } from '../domain/sensitive';
import type { Words } from '../messages/catalogue';
import { executeButton } from './buttons';
import { carrierCard } from './carrierCard';
import { type Fact, nameFact, secretFacts, shortName } from './fact';
import { limitReached } from './limitNotices';
import { lines } from './line';
import template from './noticeCard.json';
import { names, showButton } from './noticeParts';
import { copyRetired, credentialDeleted, deleted, gone, notFinished } from './removalNotices';
import { type Card, cardTemplate, type Viewing } from './renderCard';
import { restored, valueUnknown } from './restoreNotices';
import { requestStateCard } from './sharing/requestStateCard';
import { type NoticeSaid, type SharingNotice, sharingSaid } from './sharing/sharingNotices';
import { progressCard } from './wizard/progressCard';

/** Any notice, as the card that tells it. */
export interface NoticeCardView extends Viewing {
  readonly notice: Notice;
  /** For a carrier only: see CarrierCardView. */
  readonly ticketKey?: Sensitive;
  readonly movable?: boolean;
}

type Simple =
  | NoticeOf<
      | 'became_yours'
      | 'removed_unseen'
      | 'not_seen'
      | 'foreign_attempt'
      | 'deleted'
      | 'gone'
      | 'copy_retired'
      | 'value_unknown'
    >
  | SharingNotice;
/** Also about credentials that are no secret of ours: only names. */
type Named = NoticeOf<'credential_deleted' | 'not_finished'>;

const fill = cardTemplate<Omit<NoticeSaid, 'moreFacts'> & { readonly facts: readonly Fact[] }>('noticeCard', template);

/** The one function for what the outbox tells: picks the card by the kind of notice. */
export function noticeCard(view: NoticeCardView, words: Words): Card {
  const { notice, now, timeZone } = view;
  switch (notice.kind) {
    case 'carrier':
      return carrierCard(
        {
          now,
          timeZone,
          carrier: notice,
          movable: view.movable ?? false,
          ...(view.ticketKey ? { ticketKey: view.ticketKey } : {}),
        },
        words,
      );
    case 'creating':
    case 'created':
    case 'not_created':
    case 'create_unclear':
    case 'wizard_expired':
      return progressCard({ now, timeZone, progress: notice }, words);
    case 'request':
      return requestStateCard({ now, timeZone, notice }, words);
    case 'limit_reached':
      return fill(limitReached(view, notice, words), words);
    case 'credential_deleted':
    case 'not_finished':
      return namedCard(notice, words);
    case 'restored':
      return fill({ ...restored(view, notice, words), facts: [] }, words);
    default:
      return simpleCard(view, notice, words);
  }
}

function simpleCard(view: Viewing, notice: Simple, words: Words): Card {
  const { moreFacts = [], ...said } = saying(view, notice, words);
  return fill({ ...said, facts: [...secretFacts(words, view, notice.secret), ...moreFacts] }, words);
}

function namedCard(notice: Named, words: Words): Card {
  const { name, applicationName } = notice.secret;
  const said = notice.kind === 'not_finished' ? notFinished(notice, words) : credentialDeleted(notice, words);
  const facts = [nameFact(words, 'fact.secret', name), nameFact(words, 'fact.application', applicationName)];
  return fill({ ...said, facts }, words);
}

function saying(view: Viewing, notice: Simple, words: Words): NoticeSaid {
  switch (notice.kind) {
    case 'became_yours':
      return becameYours(notice, words);
    case 'removed_unseen':
      return removedUnseen(notice, words);
    case 'not_seen':
      return notSeen(notice, words);
    case 'foreign_attempt':
      return foreignAttempt(view, notice, words);
    case 'deleted':
      return deleted(notice, words);
    case 'gone':
      return gone(notice, words);
    case 'copy_retired':
      return copyRetired(notice, words);
    case 'value_unknown':
      return valueUnknown(view, notice, words);
    default:
      return sharingSaid(view, notice, words);
  }
}

function becameYours(notice: NoticeOf<'became_yours'>, words: Words): NoticeSaid {
  const by = shortName(notice.byName);
  return {
    speak: words.plain('notice.becameYours.speak'),
    heading: words.text('notice.becameYours.heading'),
    lines: lines(
      words.text('notice.becameYours.text', { by, ...names(notice) }),
      words.text(notice.vaulted ? 'notice.becameYours.vaulted' : 'notice.becameYours.unvaulted', { by }),
      ...(notice.sharing ? [words.text('notice.becameYours.sharing')] : []),
      ...(notice.preApproved ? [words.text('notice.becameYours.preApproved')] : []),
    ),
    actions: [showButton(notice, words)],
  };
}

function removedUnseen(notice: NoticeOf<'removed_unseen'>, words: Words): NoticeSaid {
  const { intentId } = notice;
  const look = { title: 'button.createAgain', style: 'positive' } as const;
  return {
    speak: words.plain('notice.removedUnseen.speak'),
    heading: words.text('notice.removedUnseen.heading'),
    lines: lines(
      words.text('notice.removedUnseen.text', names(notice)),
      ...(intentId === undefined ? [] : [words.text('notice.removedUnseen.again')]),
    ),
    actions: intentId === undefined ? [] : [executeButton(words, 'create/again', { intent: intentId }, look)],
  };
}

function notSeen(notice: NoticeOf<'not_seen'>, words: Words): NoticeSaid {
  const { reissuedAs } = notice;
  const by = shortName(notice.byName);
  const text = reissuedAs === undefined ? 'notice.notSeen.again' : 'notice.notSeen.reissued';
  return {
    speak: words.plain('notice.notSeen.speak'),
    heading: words.text('notice.notSeen.heading', { by }),
    lines: lines(words.text(text, { by, ...names(notice) }), words.text('notice.notSeen.unexpected', { by })),
    moreFacts: reissuedAs === undefined ? [] : [nameFact(words, 'fact.reissuedAs', reissuedAs)],
    actions: [showButton(notice, words)],
  };
}

function foreignAttempt(view: Viewing, notice: NoticeOf<'foreign_attempt'>, words: Words): NoticeSaid {
  const by = shortName(notice.byName);
  const at = words.dateTime(notice.at, view.timeZone);
  return {
    speak: words.plain('notice.foreignAttempt.speak'),
    heading: words.text('notice.foreignAttempt.heading'),
    lines: lines(
      words.text('notice.foreignAttempt.text', { by, at, ...names(notice) }),
      words.text('notice.foreignAttempt.what', { by }),
    ),
    actions: [showButton(notice, words)],
  };
}
