import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  decideAccess,
  NOBODY,
  type SecretAction,
  type SecretFacts,
  type Standing,
} from '../../../src/domain/access/accessPolicy';
import { actor } from '../support/domainWorld';
import { failure, SharingBench } from '../support/sharingBench';

/** What each column of docs/roles.md means; the compiler finds an action without one. */
const columns: Record<SecretAction, string> = {
  see_shared: 'know of it',
  see: 'see it whole',
  share: 'change settings',
  delete: 'delete',
  request: 'request',
  take: 'look again',
  decide: 'decide',
  revoke: 'revoke',
  reveal: 'reveal',
  new_ticket: 'new ticket',
  reissue: 'reissue',
};

/** What each row of docs/roles.md means. */
const rows: Record<string, { readonly who: Partial<Standing>; readonly preApproved?: true }> = {
  creator: { who: { creator: true } },
  owner: { who: { owner: true } },
  'pre-approved owner': { who: { owner: true }, preApproved: true },
  'application owner': { who: { applicationOwner: true } },
  administrator: { who: { administrator: true } },
  'somebody it is shared with': { who: { sharedWith: true } },
  'approver who was asked': { who: { party: true, approver: true } },
  'who made the request, or may no longer decide it': { who: { party: true } },
  'holder, nothing else': { who: { holder: true } },
  'holder it is shared with': { who: { holder: true, sharedWith: true } },
  'creator who holds': { who: { holder: true, creator: true } },
  'creator and application owner who holds': { who: { holder: true, creator: true, applicationOwner: true } },
  'owner who holds': { who: { holder: true, owner: true } },
  'pre-approved owner who holds': { who: { holder: true, owner: true }, preApproved: true },
  'administrator who holds': { who: { holder: true, administrator: true } },
  'anybody else': { who: {} },
};

const words = { allowed: 'yes', denied: 'no', hidden: '·', ended: 'ended' } as const;

/** A reissue is for values that no vault keeps; everything else is shown for a vaulted, shared secret. */
function cell(action: SecretAction, row: (typeof rows)[string]): string {
  const stored = action !== 'reissue';
  const secret: SecretFacts = {
    state: 'active',
    sharing: stored,
    vaulted: stored,
    preApproved: row.preApproved ?? false,
  };
  return words[decideAccess(action, { ...NOBODY, ...row.who }, secret).kind];
}

/** The table as it must be. */
function expected(): readonly string[] {
  const actions = Object.keys(columns) as readonly SecretAction[];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...Object.values(columns)]),
    line(['---', ...actions.map(() => '---')]),
    ...Object.entries(rows).map(([name, row]) => line([name, ...actions.map((action) => cell(action, row))])),
  ];
}

it('docs/roles.md says what the rule does', () => {
  const document = readFileSync(join(__dirname, '../../../docs/roles.md'), 'utf8');
  const table = document.split('\n').filter((line) => line.startsWith('|'));
  expect(table).toEqual(expected());
});

it('no role by itself opens a value, and nobody decides who was not asked', () => {
  const roles = Object.values(rows).filter(({ who }) => !who.holder);
  for (const row of roles) {
    for (const action of ['reveal', 'new_ticket', 'reissue'] as const) expect(cell(action, row)).not.toBe('yes');
    if (!row.who.approver) expect(cell('decide', row)).not.toBe('yes');
  }
});

it('a request is there for those it concerns alone: the service answers as the column “decide” says', async () => {
  const bench = new SharingBench();
  const { alex, megan, lee, nora } = bench.world;
  const view = await bench.ask(await bench.secret());
  const answers = {
    [alex.displayName]: 'not_found',
    [nora.displayName]: 'not_found',
    [lee.displayName]: 'not_allowed',
  };
  for (const person of [alex, nora, lee]) {
    const answer = await failure(bench.domain.decisions.approve(actor(person), view.request.id));
    expect(answer).toMatchObject({ code: answers[person.displayName] });
  }
  await bench.approve(megan, view);
  expect(bench.card(megan, view)).toMatchObject({ kind: 'approved' });
});
