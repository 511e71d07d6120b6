import type { ErrorDetails } from '../domain/errors';
import type { WordKey, Words } from '../messages/catalogue';
import { createButton, listButton } from './answerButtons';
import { shortName } from './fact';
import type { Viewing } from './renderCard';
import { type Phrase, type Said, said } from './said';
import { serviceWords } from './serviceWords';
import { waitWords } from './waitWords';

/** What each expected failure says: see answerWords. */
const found: Record<ErrorDetails['not_found']['what'], { heading: WordKey; text: WordKey; asks: boolean }> = {
  secret: { heading: 'answer.notFound.secret', text: 'answer.notFound.secretText', asks: true },
  application: { heading: 'answer.notFound.application', text: 'answer.notFound.applicationText', asks: true },
  person: { heading: 'answer.notFound.person', text: 'answer.notFound.personText', asks: false },
  location: { heading: 'answer.notFound.location', text: 'answer.notFound.locationText', asks: false },
  ticket: { heading: 'answer.notFound.ticket', text: 'answer.notFound.ticketText', asks: false },
  credential: { heading: 'answer.notFound.credential', text: 'answer.notFound.credentialText', asks: false },
  request: { heading: 'answer.notFound.request', text: 'answer.notFound.requestText', asks: false },
  grant: { heading: 'answer.notFound.grant', text: 'answer.notFound.grantText', asks: false },
};

export function notFound({ what, query }: ErrorDetails['not_found'], words: Words): Said {
  const { heading, text, asks } = found[what];
  const line: Phrase = asks
    ? query === undefined
      ? { key: 'answer.notFound.noQuery' }
      : { key: text, params: { query: shortName(query) } }
    : { key: text };
  return {
    heading: { key: heading },
    lines: [line],
    ...(what === 'secret' ? { actions: [listButton(words)] } : {}),
    ...(what === 'application' ? { actions: [createButton(words)] } : {}),
  };
}

export function ambiguous({ query, candidates }: ErrorDetails['ambiguous']): Said {
  return {
    heading: { key: 'answer.ambiguous.heading' },
    lines: [{ key: 'answer.ambiguous.text', params: { query: shortName(query) } }],
    more: [
      ...candidates.map((name) => ({ key: 'answer.ambiguous.candidate', params: { name: shortName(name) } }) as const),
      { key: 'answer.ambiguous.how' },
    ],
  };
}

export const notAllowed: Record<ErrorDetails['not_allowed']['action'], WordKey> = {
  create: 'answer.notAllowed.create',
  delete: 'answer.notAllowed.delete',
  reveal: 'answer.notAllowed.reveal',
  reissue: 'answer.notAllowed.reissue',
  list_all: 'answer.notAllowed.listAll',
  share: 'answer.notAllowed.share',
  request: 'answer.notAllowed.request',
  decide: 'answer.notAllowed.decide',
  revoke: 'answer.notAllowed.revoke',
  freeze: 'answer.notAllowed.freeze',
};

export const conflicts: Record<ErrorDetails['conflict']['reason'], readonly [WordKey, WordKey]> = {
  changed_meanwhile: ['answer.conflict.changedMeanwhile', 'answer.conflict.changedMeanwhileText'],
  not_ready: ['answer.conflict.notReady', 'answer.conflict.notReadyText'],
  too_late: ['answer.conflict.tooLate', 'answer.conflict.tooLateText'],
  name_taken: ['answer.conflict.nameTaken', 'answer.conflict.nameTakenText'],
  key_missing: ['reveal.state.keyMissing.heading', 'reveal.state.keyMissing.text'],
  already_asked: ['answer.conflict.alreadyAsked', 'answer.conflict.alreadyAskedText'],
};

export function gone({ now, timeZone }: Viewing, { reason, at, cause }: ErrorDetails['gone'], words: Words): Said {
  if (cause === 'grant' && reason !== 'already_shown') return said('answer.gone.access', 'answer.gone.accessText');
  switch (reason) {
    case 'already_shown':
      return {
        heading: at
          ? { key: 'answer.gone.alreadyShown', params: { at: words.time(at, now, timeZone) } }
          : { key: 'answer.gone.alreadyShownNoTime' },
        lines: [{ key: 'answer.gone.alreadyShownText' }],
      };
    case 'expired':
      return said('answer.gone.expired', 'answer.gone.expiredText');
    case 'deleted':
      return said('answer.gone.deleted', 'answer.gone.deletedText');
    case 'removed_unseen':
      return said('answer.gone.removedUnseen', 'answer.gone.removedUnseenText');
  }
}

export function unavailable({ service, retryAfterSeconds }: ErrorDetails['unavailable'], words: Words): Said {
  const name = words.plain(serviceWords[service]);
  return {
    heading: { key: 'answer.unavailable.heading' },
    lines: [
      retryAfterSeconds === undefined
        ? { key: 'answer.unavailable.text', params: { service: name } }
        : { key: 'answer.unavailable.textIn', params: { service: name, count: Math.ceil(retryAfterSeconds) } },
    ],
  };
}

export function tooMany({ limit, retryAfterSeconds }: ErrorDetails['too_many'], words: Words): Said {
  const wait = waitWords(retryAfterSeconds, words);
  const text = { key: 'answer.tooMany.text', params: { wait } } as const;
  switch (limit) {
    case 'guess':
      return { heading: { key: 'answer.tooMany.guess' }, lines: [text, { key: 'answer.tooMany.guessHow' }] };
    case 'denied':
      return {
        heading: { key: 'answer.tooMany.denied' },
        lines: [{ key: 'answer.tooMany.deniedText', params: { wait } }],
      };
    case 'application':
      return { heading: { key: 'answer.tooMany.application' }, lines: [text] };
    default:
      return { heading: { key: 'answer.tooMany.heading' }, lines: [text] };
  }
}

export function frozen({ now, timeZone }: Viewing, { byName, at }: ErrorDetails['frozen'], words: Words): Said {
  return {
    heading: { key: 'answer.frozen.heading' },
    lines: [{ key: 'answer.frozen.text', params: { by: shortName(byName), at: words.time(at, now, timeZone) } }],
  };
}

export function tooFewApprovers({ eligible, needed }: ErrorDetails['too_few_approvers']): Said {
  const why: Phrase =
    eligible === 0
      ? { key: 'answer.tooFewApprovers.nobody' }
      : { key: 'answer.tooFewApprovers.text', params: { needed, count: eligible } };
  return { heading: { key: 'answer.tooFewApprovers.heading' }, lines: [why, { key: 'answer.tooFewApprovers.what' }] };
}
