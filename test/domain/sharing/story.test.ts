import fc from 'fast-check';
import type { Person } from '../../../src/domain/actor';
import { isDomainError } from '../../../src/domain/errors';
import type { Secret } from '../../../src/domain/secrets/secret';
import { actor, originOf, TENANT } from '../support/domainWorld';
import { HOUR } from '../support/fixedClock';
import { SharingBench } from '../support/sharingBench';

/** One thing that one of five people does; `pick` chooses among the requests, grants or tickets that there are. */
const step = fc.record({
  act: fc.constantFrom(
    'ask',
    'approve',
    'approve',
    'deny',
    'withdraw',
    'revoke',
    'reveal',
    'reveal',
    'settings',
    'wait',
    'freeze',
  ),
  who: fc.nat(4),
  pick: fc.nat(5),
  hours: fc.constantFrom('', '1', '4', '24', '25'),
  on: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A tenant in which people do whatever comes to their minds, and what they were shown. */
class Story {
  readonly bench: SharingBench;
  readonly people: readonly Person[];
  readonly shown = new Map<string, number>();

  constructor(
    approvals: number,
    readonly maxGrantHours = 24,
  ) {
    this.bench = new SharingBench({ location: { approvals, maxGrantHours } });
    const { alex, megan, lee, nora } = this.bench.world;
    this.people = [alex, megan, lee, nora, this.bench.priya];
  }

  /** Does it; a refusal is an answer like any other. */
  async play(secret: Secret, what: Step): Promise<void> {
    try {
      await this.#act(secret, what);
    } catch (error) {
      const refusals = [
        'not_found',
        'not_allowed',
        'invalid_input',
        'conflict',
        'gone',
        'frozen',
        'too_few_approvers',
      ] as const;
      if (!refusals.some((code) => isDomainError(error, code))) throw error;
    }
    await this.bench.told();
  }

  async #act({ reference }: Secret, { act, who, pick, hours, on }: Step): Promise<unknown> {
    const { domain, store, world } = this.bench;
    const person = this.people[who] ?? this.bench.priya;
    const by = actor(person);
    const { records } = store;
    const requests = (
      await Promise.all(this.people.map((each) => records.requests.madeBy(TENANT, each.objectId, 5)))
    ).flat();
    const requestId = requests[pick % Math.max(1, requests.length)]?.id ?? 'none';
    switch (act) {
      case 'ask':
        return domain.requests.ask(by, reference, { hours, reason: `because ${pick}` }, originOf(person));
      case 'approve':
        return domain.decisions.approve(by, requestId, hours);
      case 'deny':
        return domain.decisions.deny(by, requestId, 'no');
      case 'withdraw':
        return domain.requests.withdraw(by, requestId);
      case 'revoke':
        return domain.grants.revoke(by, (await records.grants.ofSecret(TENANT, reference)).at(pick % 2)?.id ?? 'none');
      case 'reveal':
        return this.#reveal(reference, by, pick);
      case 'settings': {
        const ownerId = this.people[pick % 5]?.objectId ?? '';
        const wanted = pick % 2 === 0 ? { share: on, preApprove: hours === '1' } : { ownerId, preApprove: on };
        return domain.settings.change(by, { reference, wanted, reason: 'on call', origin: originOf(person) });
      }
      case 'wait':
        world.clock.advance((pick + 1) * 3 * HOUR);
        return domain.sweeper.sweep();
      default:
        return on ? domain.freezes.freeze(by, '') : domain.freezes.thaw(by);
    }
  }

  async #reveal(reference: Secret['reference'], by: ReturnType<typeof actor>, pick: number): Promise<void> {
    const tickets = await this.bench.store.records.tickets.ofSecret(TENANT, reference);
    const id = tickets.at(-1 - (pick % Math.max(1, tickets.length)))?.id ?? 'none';
    await this.bench.domain.reveals.reveal(by, id, undefined, this.bench.world.clock.now());
    this.shown.set(id, (this.shown.get(id) ?? 0) + 1);
  }
}

it('whatever people do, in whatever order, nothing opens that nobody gave', async () => {
  const story = fc.record({
    approvals: fc.integer({ min: 1, max: 2 }),
    preApprove: fc.boolean(),
    steps: fc.array(step, { minLength: 10, maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ approvals, preApprove, steps }) => {
      const told = new Story(approvals);
      const secret = await told.bench.secret({ preApprove });
      for (const each of steps) await told.play(secret, each);
      await holds(told, secret);
    }),
    { numRuns: 60 },
  );
}, 60_000);

/** What must be true at the end of every story. */
async function holds({ bench, shown, people, maxGrantHours }: Story, { reference }: Secret): Promise<void> {
  const { tickets, grants, requests, audit } = bench.store.records;
  const given = await grants.ofSecret(TENANT, reference);
  const rows = await audit.ofSecret(TENANT, reference, 1000);
  for (const ticket of await tickets.ofSecret(TENANT, reference)) {
    // At most one reveal, and each ticket has its cause: a decision, pre-approval, or the creation.
    expect(shown.get(ticket.id) ?? 0).toBeLessThanOrEqual(1);
    expect(rows.filter((row) => row.action === 'reveal.shown' && row.ticketId === ticket.id)).toHaveLength(
      shown.get(ticket.id) ?? 0,
    );
    expect(['creation', 'grant', 'pre_approval']).toContain(ticket.cause);
    expect(given.filter((grant) => grant.ticketId === ticket.id)).toHaveLength(ticket.cause === 'grant' ? 1 : 0);
    if (ticket.shownAt) expect(ticket.shownAt < ticket.expiresAt).toBe(true);
  }
  for (const grant of given) {
    const request = await requests.find(grant.requestId);
    if (request?.wish.kind !== 'access') throw new Error('a grant without a request for access');
    const allowed = Math.min(request.wish.hours, maxGrantHours, ...request.approvals.map(({ hours }) => hours));
    expect(request.state).toBe('approved');
    expect(grant.endsAt.getTime() - grant.startsAt.getTime()).toBeLessThanOrEqual(allowed * HOUR);
    expect(new Set(request.approvals.map(({ approver }) => approver.objectId)).size).toBe(request.needed);
    expect(request.requester.objectId).toBe(grant.person.objectId);
  }
  for (const person of people) {
    for (const request of await requests.madeBy(TENANT, person.objectId, 100)) {
      const approvers = request.approvals.map(({ approver }) => approver.objectId);
      expect(approvers).not.toContain(person.objectId);
      if (request.wish.kind === 'settings') expect(approvers).not.toContain(request.wish.change.owner?.objectId);
      expect(given.filter((grant) => grant.requestId === request.id)).toHaveLength(
        request.state === 'approved' && request.wish.kind === 'access' ? 1 : 0,
      );
    }
  }
}
