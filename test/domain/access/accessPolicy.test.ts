import {
  type AccessDecision,
  decideAccess,
  NOBODY,
  type SecretAction,
  type SecretFacts,
  type Standing,
} from '../../../src/domain/access/accessPolicy';
import type { SecretState } from '../../../src/domain/secrets/secret';

const active: SecretFacts = { state: 'active', sharing: false, preApproved: false, vaulted: true };
const shared: SecretFacts = { ...active, sharing: true };
const unvaulted: SecretFacts = { ...active, vaulted: false };

type Kind = AccessDecision['kind'];
const columns = ['see', 'see_shared', 'delete', 'reveal', 'new_ticket', 'reissue'] as const;
type Row = readonly [string, Partial<Standing>, SecretFacts, ...Kind[]];

/** The role matrix: a line is a role and a secret, a column an action. */
const matrix: readonly Row[] = [
  ['somebody else', {}, active, 'hidden', 'hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
  ['somebody else', {}, shared, 'hidden', 'hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
  ['one it is shared with', { sharedWith: true }, shared, 'hidden', 'allowed', 'denied', 'hidden', 'hidden', 'hidden'],
  ['one of its location', { sharedWith: true }, active, 'hidden', 'hidden', 'hidden', 'hidden', 'hidden', 'hidden'],
  ['creator', { creator: true }, active, 'allowed', 'allowed', 'allowed', 'hidden', 'hidden', 'hidden'],
  ['owner', { owner: true }, active, 'allowed', 'allowed', 'allowed', 'hidden', 'hidden', 'hidden'],
  [
    'application owner',
    { applicationOwner: true },
    active,
    'allowed',
    'allowed',
    'allowed',
    'hidden',
    'hidden',
    'hidden',
  ],
  ['administrator', { administrator: true }, active, 'allowed', 'allowed', 'allowed', 'hidden', 'hidden', 'hidden'],
  ['holder only', { holder: true }, active, 'hidden', 'hidden', 'hidden', 'allowed', 'denied', 'denied'],
  [
    'creator with ticket',
    { creator: true, holder: true },
    active,
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'denied',
  ],
  [
    'owner with ticket',
    { owner: true, holder: true },
    active,
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'denied',
    'denied',
  ],
  [
    'pre-approved owner with ticket',
    { owner: true, holder: true },
    { ...active, preApproved: true },
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'denied',
  ],
  [
    'administrator with ticket',
    { administrator: true, holder: true },
    active,
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'denied',
    'denied',
  ],
  [
    'creator with ticket, application lost',
    { creator: true, holder: true },
    unvaulted,
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'denied',
    'denied',
  ],
  [
    'creator with ticket and application',
    { creator: true, holder: true, applicationOwner: true },
    unvaulted,
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'denied',
    'allowed',
  ],
  [
    'administrator who created it, with ticket',
    { creator: true, holder: true, administrator: true },
    unvaulted,
    'allowed',
    'allowed',
    'allowed',
    'allowed',
    'denied',
    'allowed',
  ],
];

const rows = matrix.flatMap(([role, who, secret, ...kinds]) =>
  columns.map((action, index) => [role, action, who, secret, kinds[index]] as const),
);

it.each(rows)('%s · %s', (_role, action, who, secret, expected) => {
  expect(decideAccess(action, { ...NOBODY, ...who }, secret).kind).toBe(expected);
});

describe('a secret that is no longer active', () => {
  const everybody: Standing = {
    creator: true,
    owner: true,
    applicationOwner: true,
    administrator: true,
    sharedWith: true,
    approver: true,
    party: true,
    holder: true,
  };
  const states: readonly SecretState[] = ['deleting', 'deleted', 'removed_unseen', 'replaced', 'gone'];
  const actions: readonly SecretAction[] = ['delete', 'share', 'request', 'decide', 'reveal', 'new_ticket', 'reissue'];

  it.each(states.flatMap((state) => actions.map((action) => [state, action] as const)))(
    '%s: %s has ended for everybody',
    (state, action) => {
      for (const vaulted of [true, false]) {
        expect(decideAccess(action, everybody, { ...active, state, vaulted })).toEqual({ kind: 'ended' });
      }
    },
  );

  it.each(states)('%s: those who answer for it may still see what became of it', (state) => {
    expect(decideAccess('see', { ...NOBODY, owner: true }, { ...active, state }).kind).toBe('allowed');
  });

  it('is no longer visible by sharing once it is gone', () => {
    const who = { ...NOBODY, sharedWith: true };
    expect(decideAccess('see_shared', who, { ...shared, state: 'deleting' }).kind).toBe('allowed');
    expect(decideAccess('see_shared', who, { ...shared, state: 'deleted' }).kind).toBe('hidden');
  });
});
