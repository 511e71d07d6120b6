import type { ErrorDetails } from '../domain/errors';
import type { Params, WordKey, Words } from '../messages/catalogue';
import type { Answer, AnswerCardView } from './answerCard';
import { type Button, executeButton } from './buttons';
import { shortName } from './fact';
import { faultPhrase } from './faultText';
import { refusalSaid } from './refusalWords';
import { serviceWords } from './serviceWords';

/** A sentence before it is said: the card says it as markdown, the short message as it is. */
export interface Phrase {
  readonly key: WordKey;
  readonly params?: Params;
}

/** What an answer says. */
export interface Said {
  readonly heading: Phrase;
  readonly lines: readonly Phrase[];
  /** A command to copy, as it is. */
  readonly command?: WordKey;
  readonly more?: readonly Phrase[];
  readonly actions?: readonly Button[];
}

/** The words of every answer. */
export function saidIn(view: AnswerCardView, words: Words): Said {
  const { answer } = view;
  switch (answer.kind) {
    case 'invalid_input':
      return {
        heading: { key: 'answer.invalidInput.heading' },
        lines: answer.details.faults.map((fault) => faultPhrase(fault, words)),
      };
    case 'not_found':
      return notFound(answer.details, words);
    case 'ambiguous':
      return ambiguous(answer.details);
    case 'not_allowed':
      return said('answer.notAllowed.heading', notAllowed[answer.details.action]);
    case 'refused':
      return refusalSaid(answer.details.reason, view.applicationName ?? answer.details.application, words);
    case 'conflict':
      return said(...conflicts[answer.details.reason]);
    case 'gone':
      return gone(view, answer.details, words);
    case 'unreachable':
      return said('answer.unreachable.heading', 'answer.unreachable.text');
    case 'unavailable':
      return unavailable(answer.details, words);
    default:
      return ownSaid(answer, words);
  }
}

type OwnAnswer = Exclude<Answer, { readonly details: unknown }>;

function ownSaid(answer: OwnAnswer, words: Words): Said {
  switch (answer.kind) {
    case 'owns_none':
      return {
        ...said('answer.ownsNone.heading', 'answer.ownsNone.text'),
        more: [{ key: 'answer.ownsNone.how' }],
      };
    case 'unknown_command':
      return unknownCommand(answer, words);
    case 'needs_argument':
      return {
        heading: { key: 'answer.needsArgument.heading' },
        lines: [{ key: 'answer.needsArgument.text', params: { form: words.plain(answer.formKey) } }],
        actions: [listButton(words)],
      };
    case 'nothing_open':
      return said('answer.nothingOpen.heading', 'answer.nothingOpen.text');
    case 'stale':
      return { ...said('answer.stale.heading', 'answer.stale.text'), actions: [helpButton(words)] };
    case 'moved':
      return said('answer.moved.heading', 'answer.moved.text');
    case 'new_ticket':
      return said('answer.newTicket.heading', 'answer.newTicket.text');
    case 'reissuing':
      return said('answer.reissuing.heading', 'answer.reissuing.text');
    case 'kept':
      return said('answer.kept.heading', 'answer.kept.text');
    case 'fault':
      return {
        heading: { key: 'answer.fault.heading' },
        lines: [{ key: 'answer.fault.text', params: { number: answer.number } }],
      };
  }
}

function said(heading: WordKey, text: WordKey): Said {
  return { heading: { key: heading }, lines: [{ key: text }] };
}

const found: Record<ErrorDetails['not_found']['what'], { heading: WordKey; text: WordKey; asks: boolean }> = {
  secret: { heading: 'answer.notFound.secret', text: 'answer.notFound.secretText', asks: true },
  application: { heading: 'answer.notFound.application', text: 'answer.notFound.applicationText', asks: true },
  person: { heading: 'answer.notFound.person', text: 'answer.notFound.personText', asks: false },
  location: { heading: 'answer.notFound.location', text: 'answer.notFound.locationText', asks: false },
  ticket: { heading: 'answer.notFound.ticket', text: 'answer.notFound.ticketText', asks: false },
  credential: { heading: 'answer.notFound.credential', text: 'answer.notFound.credentialText', asks: false },
};

function notFound({ what, query }: ErrorDetails['not_found'], words: Words): Said {
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

function ambiguous({ query, candidates }: ErrorDetails['ambiguous']): Said {
  return {
    heading: { key: 'answer.ambiguous.heading' },
    lines: [{ key: 'answer.ambiguous.text', params: { query: shortName(query) } }],
    more: [
      ...candidates.map((name) => ({ key: 'answer.ambiguous.candidate', params: { name: shortName(name) } }) as const),
      { key: 'answer.ambiguous.how' },
    ],
  };
}

const notAllowed: Record<ErrorDetails['not_allowed']['action'], WordKey> = {
  create: 'answer.notAllowed.create',
  delete: 'answer.notAllowed.delete',
  reveal: 'answer.notAllowed.reveal',
  reissue: 'answer.notAllowed.reissue',
  list_all: 'answer.notAllowed.listAll',
};

const conflicts: Record<ErrorDetails['conflict']['reason'], readonly [WordKey, WordKey]> = {
  changed_meanwhile: ['answer.conflict.changedMeanwhile', 'answer.conflict.changedMeanwhileText'],
  not_ready: ['answer.conflict.notReady', 'answer.conflict.notReadyText'],
  too_late: ['answer.conflict.tooLate', 'answer.conflict.tooLateText'],
  name_taken: ['answer.conflict.nameTaken', 'answer.conflict.nameTakenText'],
};

function gone({ now, timeZone }: AnswerCardView, { reason, at }: ErrorDetails['gone'], words: Words): Said {
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

function unavailable({ service, retryAfterSeconds }: ErrorDetails['unavailable'], words: Words): Said {
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

function unknownCommand(answer: Extract<Answer, { kind: 'unknown_command' }>, words: Words): Said {
  const { typed, nearest } = answer;
  return {
    heading: { key: 'answer.unknownCommand.heading', params: { typed: shortName(typed) } },
    lines: [
      ...(nearest === undefined
        ? []
        : [{ key: 'answer.unknownCommand.nearest', params: { form: words.plain(nearest) } } as const]),
      { key: 'answer.unknownCommand.text' },
    ],
    actions: [helpButton(words)],
  };
}

function listButton(words: Words): Button {
  return executeButton(words, 'list/show', { scope: 'mine' }, { title: 'button.list' });
}

function helpButton(words: Words): Button {
  return executeButton(words, 'help/show', {}, { title: 'button.help' });
}

function createButton(words: Words): Button {
  return executeButton(words, 'create/start', {}, { title: 'button.create' });
}
