import { type Answer, answerCard } from '../../../src/cards/answerCard';
import { helpCard } from '../../../src/cards/helpCard';
import { noticeCard } from '../../../src/cards/noticeCard';
import { pointerCard } from '../../../src/cards/pointerCard';
import { welcomeCard } from '../../../src/cards/welcomeCard';
import type { ErrorDetails } from '../../../src/domain/errors';
import type { Notice } from '../../../src/domain/notices/notice';
import { type CardCase, inChat } from './cardCase';
import * as sample from './sample';

const { viewing, minutes, otherReference, intentId } = sample;

export function answerCases(texts: sample.Texts): readonly CardCase[] {
  return [...noticeCases(texts), ...answers(texts), ...guideCases(texts)];
}

function noticeCases(texts: sample.Texts): readonly CardCase[] {
  const secret = sample.summary(texts);
  const byName = texts.otherPerson;
  const yours = { kind: 'became_yours', secret, byName } as const;
  const reached = { kind: 'limit_reached', personName: texts.otherPerson, at: minutes(-1) } as const;
  const named = { name: secret.name, applicationName: secret.applicationName };
  const notices: readonly (readonly [string, Notice])[] = [
    ['became yours, vaulted', { ...yours, vaulted: true, sharing: true, preApproved: true }],
    ['became yours, unvaulted', { ...yours, vaulted: false, sharing: false, preApproved: false }],
    ['removed unseen, to the creator', { kind: 'removed_unseen', secret, intentId }],
    ['removed unseen, to another owner', { kind: 'removed_unseen', secret }],
    ['not seen, looks again', { kind: 'not_seen', secret, byName }],
    ['not seen, reissued', { kind: 'not_seen', secret, byName, reissuedAs: otherReference }],
    ['foreign attempt', { kind: 'foreign_attempt', secret, byName, at: minutes(-1) }],
    ['deleted', { kind: 'deleted', secret, byName, vaulted: false }],
    ['deleted, vaulted', { kind: 'deleted', secret, byName, vaulted: true }],
    ['deleted, made elsewhere', { kind: 'credential_deleted', secret: named }],
    ['not finished, undo', { kind: 'not_finished', secret: named, what: 'undo' }],
    ['not finished, copy', { kind: 'not_finished', secret: named, what: 'copy' }],
    ['not finished, delete', { kind: 'not_finished', secret: named, what: 'delete' }],
    ['gone', { kind: 'gone', secret }],
    ['copy retired', { kind: 'copy_retired', secret }],
    ['value unknown after a restore', { kind: 'value_unknown', secret, madeAt: minutes(-90) }],
    ['restored, stopped', { kind: 'restored', madeAt: minutes(-90), frozen: true }],
    ['restored, in use', { kind: 'restored', madeAt: minutes(-90), frozen: false }],
    ['limit reached, guess', { ...reached, limit: 'guess', personSignIn: texts.typed }],
    ['limit reached, reveal', { ...reached, limit: 'reveal' }],
  ];
  return notices.map(([state, notice]) =>
    inChat('noticeCard', state, (words) => noticeCard({ ...viewing, notice }, words)),
  );
}

function answers(texts: sample.Texts): readonly CardCase[] {
  const { typed, application } = texts;
  const list: readonly (readonly [string, Answer])[] = [
    ...failures(texts),
    ['owns none', { kind: 'owns_none' }],
    ['unknown command', { kind: 'unknown_command', typed, nearest: 'delete' }],
    ['unknown command, nothing near', { kind: 'unknown_command', typed }],
    ['needs a reference', { kind: 'needs_argument', formKey: 'command.show.form' }],
    ['needs an application', { kind: 'needs_argument', formKey: 'command.list.form' }],
    ['nothing open', { kind: 'nothing_open' }],
    ['opened', { kind: 'opened' }],
    ['kept', { kind: 'kept' }],
    ['stale', { kind: 'stale' }],
    ['moved', { kind: 'moved' }],
    ['new ticket', { kind: 'new_ticket' }],
    ['look again', { kind: 'look_again' }],
    ['reissuing', { kind: 'reissuing' }],
    ...revoked.map(([yours, seen]) => revokedCase(texts, yours, seen)),
    ['frozen by this person', { kind: 'freeze_on', byName: texts.person, at: minutes(0), already: false }],
    ['frozen before', { kind: 'freeze_on', byName: texts.otherPerson, at: minutes(-9), already: true }],
    ['thawed', { kind: 'freeze_off', already: false }],
    ['thawed before', { kind: 'freeze_off', already: true }],
    ['fault', { kind: 'fault', number: 'F-1234' }],
  ];
  return [
    ...list.map(([state, answer]) => inChat('answerCard', state, (words) => answerCard({ ...viewing, answer }, words))),
    inChat('answerCard', 'refused, with the commands that mend it', (words) =>
      answerCard({ ...viewing, answer: { kind: 'refused', details: withGap(application) } }, words),
    ),
    inChat('answerCard', 'refused, named by the caller', (words) =>
      answerCard(
        {
          ...viewing,
          answer: { kind: 'refused', details: { reason: 'bot_cannot_serve', application: sample.applicationId } },
          applicationName: application,
        },
        words,
      ),
    ),
  ];
}

function withGap(application: string): ErrorDetails['refused'] {
  return { reason: 'bot_cannot_serve', application, gap: sample.gap };
}

const revoked = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const;

function revokedCase(texts: sample.Texts, yours: boolean, seen: boolean): readonly [string, Answer] {
  const state = `revoked ${yours ? 'by the holder' : 'by the owner'}, ${seen ? 'seen' : 'not seen'}`;
  return [state, { kind: 'revoked', personName: texts.person, yours, seen }];
}

function failures(texts: sample.Texts): readonly (readonly [string, Answer])[] {
  const query = texts.typed;
  const refusals = ['policy_blocks_secrets', 'bot_cannot_serve', 'too_many_secrets', 'no_location'] as const;
  const whats = ['secret', 'application', 'person', 'location', 'ticket', 'credential', 'request', 'grant'] as const;
  const actions = [
    'create',
    'delete',
    'reveal',
    'reissue',
    'list_all',
    'share',
    'request',
    'decide',
    'revoke',
    'freeze',
  ] as const;
  const conflicts = ['changed_meanwhile', 'not_ready', 'too_late', 'name_taken', 'already_asked'] as const;
  const gones = ['already_shown', 'expired', 'deleted', 'removed_unseen'] as const;
  const limits = ['turn', 'application', 'guess', 'denied'] as const;
  const waits = [1, 180, 7_200] as const;
  const services = ['graph', 'vault', 'storage', 'teams'] as const;
  return [
    [
      'invalid input',
      { kind: 'invalid_input', details: { faults: [{ field: 'name', rule: 'taken', params: { name: query } }] } },
    ],
    ...whats.map((what) => [`not found: ${what}`, { kind: 'not_found', details: { what, query } }] as const),
    ['not found: secret, nothing named', { kind: 'not_found', details: { what: 'secret' } }],
    ['ambiguous', { kind: 'ambiguous', details: { query, candidates: [texts.name, otherReference] } }],
    ...actions.map((action) => [`not allowed: ${action}`, { kind: 'not_allowed', details: { action } }] as const),
    ...refusals.map(
      (reason) =>
        [`refused: ${reason}`, { kind: 'refused', details: { reason, application: texts.application } }] as const,
    ),
    ...conflicts.map((reason) => [`conflict: ${reason}`, { kind: 'conflict', details: { reason } }] as const),
    ...gones.map((reason) => [`gone: ${reason}`, { kind: 'gone', details: { reason, at: minutes(-9) } }] as const),
    ['gone: access', { kind: 'gone', details: { reason: 'expired', at: minutes(-9), cause: 'grant' } }],
    ['gone: already shown, some time', { kind: 'gone', details: { reason: 'already_shown' } }],
    ['frozen', { kind: 'frozen', details: { byName: texts.otherPerson, at: minutes(-9) } }],
    ['nobody may approve', { kind: 'too_few_approvers', details: { eligible: 0, needed: 1 } }],
    ['one of two may approve', { kind: 'too_few_approvers', details: { eligible: 1, needed: 2 } }],
    ['two of three may approve', { kind: 'too_few_approvers', details: { eligible: 2, needed: 3 } }],
    [
      'invalid input: not shared',
      { kind: 'invalid_input', details: { faults: [{ field: 'share', rule: 'not_shared' }] } },
    ],
    [
      'invalid input: not a duration',
      { kind: 'invalid_input', details: { faults: [{ field: 'hours', rule: 'not_a_duration' }] } },
    ],
    ...limits.map(
      (limit) => [`too many: ${limit}`, { kind: 'too_many', details: { limit, retryAfterSeconds: 20 } }] as const,
    ),
    ...waits.map(
      (retryAfterSeconds) =>
        [
          `too many, ${retryAfterSeconds} seconds`,
          { kind: 'too_many', details: { limit: 'turn', retryAfterSeconds } },
        ] as const,
    ),
    ['unreachable', { kind: 'unreachable', details: { person: sample.personId } }],
    ...services.map((service) => [`unavailable: ${service}`, { kind: 'unavailable', details: { service } }] as const),
    ['unavailable, busy', { kind: 'unavailable', details: { service: 'graph', retryAfterSeconds: 17 } }],
    ['unavailable, busy for a second', { kind: 'unavailable', details: { service: 'graph', retryAfterSeconds: 1 } }],
  ];
}

function guideCases(texts: sample.Texts): readonly CardCase[] {
  const names = [
    ...(['create', 'list', 'show', 'request', 'requests', 'share', 'delete'] as const),
    ...(['help', 'cancel', 'freeze', 'thaw'] as const),
  ];
  const commands = names.map((name) => ({
    formKey: `command.${name}.form` as const,
    descriptionKey: `command.${name}.description` as const,
  }));
  const wheres = ['personal', 'groupChat', 'team'] as const;
  const link = 'https://teams.microsoft.com/l/app/secretbot';
  const personName = texts.person;
  return [
    inChat('helpCard', 'personal', (words) => helpCard({ commands, place: 'personal' }, words)),
    inChat('helpCard', 'in a group', (words) => helpCard({ commands, place: 'groupChat' }, words)),
    inChat('helpCard', 'in a channel', (words) => helpCard({ commands, place: 'channel' }, words)),
    ...wheres.map((where) => inChat('welcomeCard', where, (words) => welcomeCard({ where }, words))),
    inChat('pointerCard', 'personal chat', (words) =>
      pointerCard({ kind: 'personal_chat', personName, chatUrl: link }, words),
    ),
    inChat('pointerCard', 'personal chat, nobody named', (words) =>
      pointerCard({ kind: 'personal_chat', chatUrl: link }, words),
    ),
    inChat('pointerCard', 'add the bot', (words) =>
      pointerCard({ kind: 'add_bot', personName, installUrl: link }, words),
    ),
    inChat('pointerCard', 'add the bot, nobody named', (words) =>
      pointerCard({ kind: 'add_bot', installUrl: link }, words),
    ),
  ];
}
