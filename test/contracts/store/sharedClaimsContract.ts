import type { Store } from '../../../src/domain/records';
import type { TicketCause } from '../../../src/domain/reveal/ticket';
import type { Secret } from '../../../src/domain/secrets/secret';
import type { Grant } from '../../../src/domain/sharing/grant';
import { aFreeze, aGrant, LEE } from './sharingBuilders';
import { ALEX, after, aSecret, aTicket, MEGAN, OTHER_TENANT, ref, SEALED, TENANT } from './storeBuilders';

const byLee = { ticketId: 'ticket-1', tenantId: TENANT, personId: LEE, now: after(5) };
const CAUSES: readonly TicketCause[] = ['creation', 'reissue', 'not_seen', 'grant', 'pre_approval'];

/** What a claim repeats about grants, sharing and the administrators' stop. */
export function describeSharedClaims(store: () => Store): void {
  const tickets = () => store().records.tickets;
  const claim = (now = after(5)) => tickets().claim({ ...byLee, now });
  const prepare = async (grant?: Grant, secret: Partial<Secret> = {}) => {
    await store().records.secrets.add(aSecret({ sharing: true, ...secret }));
    await tickets().add(
      aTicket({ personId: LEE, cause: 'grant', state: 'ready', sealed: false, expiresAt: after(240) }),
    );
    if (grant) await store().records.grants.add(grant);
  };

  it('opens the ticket of a live grant, once', async () => {
    await prepare(aGrant());
    expect(await claim()).toMatchObject({ state: 'shown', shownAt: after(5) });
    expect(await claim()).toBeUndefined();
  });

  it('opens it until the moment before the grant ends, and not at its end', async () => {
    await prepare(aGrant({ endsAt: after(60) }));
    expect(await claim(after(60))).toBeUndefined();
    expect(await claim(new Date(after(60).getTime() - 1))).toBeDefined();
  });

  it.each(['ended', 'revoked', 'closed'] as const)('opens nothing when the grant is %s', async (as) => {
    await prepare(aGrant());
    await store().records.grants.end('grant-1', as, after(2));
    expect(await claim()).toBeUndefined();
    expect((await tickets().find('ticket-1'))?.state).toBe('ready');
  });

  it.each([
    ['there is none', undefined],
    ['it is another ticket’s', aGrant({ ticketId: 'ticket-2' })],
    ['it is another person’s', aGrant({ person: { objectId: MEGAN, displayName: 'Megan Osei' } })],
    ['it is another secret’s', aGrant({ reference: ref(2) })],
    ['it is another tenant’s', aGrant({ tenantId: OTHER_TENANT })],
  ])('opens nothing for a grant when %s', async (_, grant) => {
    await prepare(grant);
    expect(await claim()).toBeUndefined();
  });

  it('opens nothing once sharing is off, and does again when it is on', async () => {
    await prepare(aGrant());
    const on = { sharing: true, preApproved: false, owner: aSecret().owner };
    await store().records.secrets.changeSettings(TENANT, ref(1), on, { ...on, sharing: false });
    expect(await claim()).toBeUndefined();
    await store().records.secrets.changeSettings(TENANT, ref(1), { ...on, sharing: false }, on);
    expect(await claim()).toBeDefined();
  });

  it.each(CAUSES)(
    'opens nothing for the cause %s while frozen, keeps it, and opens it after the thaw',
    async (cause) => {
      const owner = { objectId: LEE, displayName: 'Lee Tanaka' };
      await store().records.secrets.add(aSecret({ sharing: true, preApproved: true, owner }));
      await store().records.grants.add(aGrant());
      await tickets().add(aTicket({ personId: LEE, cause }));
      await tickets().makeReady('ticket-1', after(15), SEALED);
      await store().records.freezes.set(TENANT, aFreeze());
      expect(await claim()).toBeUndefined();
      expect(await tickets().sealedValue('ticket-1')).toEqual(SEALED);
      await store().records.freezes.clear(TENANT);
      expect(await claim()).toBeDefined();
    },
  );

  it('is not stopped by the freeze of another tenant', async () => {
    await prepare(aGrant());
    await store().records.freezes.set(OTHER_TENANT, aFreeze());
    expect(await claim()).toBeDefined();
  });

  describe('at the same moment', () => describeRaces(store));
}

function describeRaces(store: () => Store): void {
  const holder = (number: number) => `22222222-0000-4000-9000-${String(number).padStart(12, '0')}`;
  const claimOf = (number: number) =>
    store().records.tickets.claim({ ...byLee, ticketId: `ticket-${number}`, personId: holder(number) });
  beforeEach(async () => {
    await store().records.secrets.add(aSecret({ sharing: true }));
    for (let number = 0; number < 20; number += 1) {
      const ticketId = `ticket-${number}`;
      const person = { objectId: holder(number), displayName: `Person ${number}` };
      const ticket = { id: ticketId, personId: holder(number), cause: 'grant', state: 'ready', sealed: false } as const;
      await store().records.tickets.add(aTicket(ticket));
      await store().records.grants.add(aGrant({ id: `grant-${number}`, ticketId, person }));
    }
  });

  it('shows nothing that is claimed after a freeze was answered', async () => {
    let frozen = false;
    const late: unknown[] = [];
    const freezing = async () => {
      await store().records.freezes.set(TENANT, aFreeze());
      frozen = true;
    };
    const claiming = async (number: number) => {
      const isLate = frozen;
      const ticket = await claimOf(number);
      if (isLate) late.push(ticket);
    };
    const before = Array.from({ length: 10 }, (_, number) => claiming(number));
    const freeze = freezing();
    await Promise.all([...before, freeze]);
    await Promise.all(Array.from({ length: 10 }, (_, number) => claiming(number + 10)));
    expect(late).toEqual(Array.from({ length: 10 }, () => undefined));
  });

  it('either shows the value or ends the grant unseen when it is revoked in a transaction, never half of it', async () => {
    const revoke = (number: number) =>
      store().transaction(async ({ grants, tickets }) => {
        const by = { objectId: ALEX, displayName: 'Alex Rivera' };
        if (!(await grants.end(`grant-${number}`, 'revoked', after(5), by))) return 'late';
        return (await tickets.end(`ticket-${number}`, 'cancelled', after(5))) ? 'unseen' : 'seen';
      });
    const rounds = Array.from({ length: 20 }, async (_, number) => {
      const both = [() => claimOf(number), () => revoke(number)];
      if (number % 2) both.reverse();
      const answers = await Promise.all(both.map((one) => one()));
      const outcome = answers.find((answer) => typeof answer === 'string');
      const wasShown = answers.some((answer) => typeof answer === 'object');
      return outcome === (wasShown ? 'seen' : 'unseen');
    });
    expect(await Promise.all(rounds)).toEqual(Array.from({ length: 20 }, () => true));
  });
}
