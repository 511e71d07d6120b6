import type { Words } from '../messages/catalogue';
import { helpButton, listButton } from './answerButtons';
import type { Answer, AnswerCardView } from './answerCard';
import { shortName } from './fact';
import {
  ambiguous,
  conflicts,
  frozen,
  gone,
  notAllowed,
  notFound,
  tooFewApprovers,
  tooMany,
  unavailable,
} from './failureWords';
import { faultPhrase } from './faultText';
import { refusalSaid } from './refusalWords';
import type { Viewing } from './renderCard';
import { type Said, said } from './said';
import { freezeOn, revoked } from './sharing/sharingAnswers';

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
      return refusalSaid(answer.details, view.applicationName ?? answer.details.application, words);
    case 'conflict':
      return said(...conflicts[answer.details.reason]);
    case 'gone':
      return gone(view, answer.details, words);
    case 'frozen':
      return frozen(view, answer.details, words);
    case 'too_few_approvers':
      return tooFewApprovers(answer.details);
    case 'too_many':
      return tooMany(answer.details, words);
    case 'unreachable':
      return said('answer.unreachable.heading', 'answer.unreachable.text');
    case 'unavailable':
      return unavailable(answer.details, words);
    default:
      return ownSaid(view, answer, words);
  }
}

type OwnAnswer = Exclude<Answer, { readonly details: unknown }>;

function ownSaid(view: Viewing, answer: OwnAnswer, words: Words): Said {
  switch (answer.kind) {
    case 'owns_none':
      return {
        ...said('answer.ownsNone.heading', 'answer.ownsNone.text'),
        more: [{ key: 'answer.ownsNone.how' }],
      };
    case 'unknown_command':
      return unknownCommand(answer, words);
    case 'needs_argument':
      return needsArgument(answer, words);
    case 'opened':
      return said('answer.opened.heading', 'answer.opened.text');
    case 'nothing_open':
      return said('answer.nothingOpen.heading', 'answer.nothingOpen.text');
    case 'stale':
      return { ...said('answer.stale.heading', 'answer.stale.text'), actions: [helpButton(words)] };
    case 'moved':
      return said('answer.moved.heading', 'answer.moved.text');
    case 'new_ticket':
      return said('answer.newTicket.heading', 'answer.newTicket.text');
    case 'look_again':
      return said('answer.lookAgain.heading', 'answer.lookAgain.text');
    case 'reissuing':
      return said('answer.reissuing.heading', 'answer.reissuing.text');
    case 'kept':
      return said('answer.kept.heading', 'answer.kept.text');
    case 'revoked':
      return revoked(answer);
    case 'freeze_on':
      return freezeOn(view, answer, words);
    case 'freeze_off':
      return said('answer.freezeOff.heading', answer.already ? 'answer.freezeOff.already' : 'answer.freezeOff.text');
    case 'fault':
      return {
        heading: { key: 'answer.fault.heading' },
        lines: [{ key: 'answer.fault.text', params: { number: answer.number } }],
      };
  }
}

function unknownCommand(answer: Extract<Answer, { kind: 'unknown_command' }>, words: Words): Said {
  const { typed, nearest: command } = answer;
  return {
    heading: { key: 'answer.unknownCommand.heading', params: { typed: shortName(typed) } },
    lines: [
      ...(command === undefined ? [] : [{ key: 'answer.unknownCommand.nearest', params: { command } } as const]),
      { key: 'answer.unknownCommand.text' },
    ],
    actions: [helpButton(words)],
  };
}

function needsArgument({ formKey }: Extract<Answer, { kind: 'needs_argument' }>, words: Words): Said {
  if (formKey === 'command.list.form') {
    return said('answer.needsArgument.application', 'answer.needsArgument.applicationText');
  }
  return {
    heading: { key: 'answer.needsArgument.secret' },
    lines: [{ key: 'answer.needsArgument.secretText', params: { form: words.plain(formKey) } }],
    actions: [listButton(words)],
  };
}
