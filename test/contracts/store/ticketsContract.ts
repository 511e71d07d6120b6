import type { Store } from '../../../src/domain/records';
import type { Secret } from '../../../src/domain/secrets/secret';
import { ALEX, after, aSecret, aTicket, MEGAN, NOW, OTHER_TENANT, ref, SEALED, TENANT } from './storeBuilders';

const byAlex = { ticketId: 'ticket-1', tenantId: TENANT, personId: ALEX, now: after(5) };

export function describeTickets(store: () => Store): void {
  const tickets = () => store().records.tickets;

  it('gives back every detail of a ticket', async () => {
    const shown = aTicket({ state: 'shown', shownAt: after(1), confirmedAt: after(2), sealed: false, cause: 'grant' });
    await tickets().add(shown);
    expect(await tickets().find('ticket-1')).toStrictEqual(shown);
    expect(await tickets().find('ticket-2')).toBeUndefined();
  });

  it('refuses an id that is there already', async () => {
    await tickets().add(aTicket());
    const again = tickets().add(aTicket({ personId: MEGAN }));
    await expect(again).rejects.toMatchObject({ code: 'conflict', details: { reason: 'changed_meanwhile' } });
    expect((await tickets().find('ticket-1'))?.personId).toBe(ALEX);
  });

  it('makes a ticket ready once, with its time and its sealed value', async () => {
    await tickets().add(aTicket());
    expect(await tickets().sealedValue('ticket-1')).toBeUndefined();
    expect(await tickets().makeReady('ticket-1', after(15), SEALED)).toBe(true);
    expect(await tickets().find('ticket-1')).toStrictEqual(aTicket({ state: 'ready', expiresAt: after(15) }));
    expect(await tickets().sealedValue('ticket-1')).toEqual(SEALED);
    expect(await tickets().makeReady('ticket-1', after(99), { ...SEALED, tag: 'other' })).toBe(false);
    expect(await tickets().sealedValue('ticket-1')).toEqual(SEALED);
    expect(await tickets().makeReady('ticket-9', after(15), undefined)).toBe(false);
  });

  it('makes the ticket of a vaulted value ready without one', async () => {
    await tickets().add(aTicket({ sealed: false }));
    expect(await tickets().makeReady('ticket-1', after(15), undefined)).toBe(true);
    expect(await tickets().sealedValue('ticket-1')).toBeUndefined();
  });

  it('names unclaimed tickets whose time has come, the longest over first', async () => {
    await tickets().add(aTicket({ id: 'b', expiresAt: after(2) }));
    await tickets().add(aTicket({ id: 'a', expiresAt: after(1), state: 'ready' }));
    await tickets().add(aTicket({ id: 'c', expiresAt: after(3) }));
    for (const state of ['shown', 'expired', 'cancelled'] as const) {
      await tickets().add(aTicket({ id: state, state, expiresAt: after(1) }));
    }
    expect((await tickets().due(after(2), 10)).map((ticket) => ticket.id)).toEqual(['a', 'b']);
    expect((await tickets().due(after(2), 1)).map((ticket) => ticket.id)).toEqual(['a']);
  });

  it('names those that could be opened before those whose create hangs, so that these keep no value waiting', async () => {
    await tickets().add(aTicket({ id: 'hangs', state: 'preparing', expiresAt: after(1) }));
    await tickets().add(aTicket({ id: 'open', state: 'ready', expiresAt: after(2) }));
    expect((await tickets().due(after(3), 1)).map((ticket) => ticket.id)).toEqual(['open']);
    expect((await tickets().due(after(3), 10)).map((ticket) => ticket.id)).toEqual(['open', 'hangs']);
  });

  it('lists the tickets of a secret, oldest first', async () => {
    await tickets().add(aTicket({ id: 'new', createdAt: after(2) }));
    await tickets().add(aTicket({ id: 'old', state: 'shown' }));
    await tickets().add(aTicket({ id: 'other', reference: ref(2) }));
    await tickets().add(aTicket({ id: 'elsewhere', tenantId: OTHER_TENANT }));
    expect((await tickets().ofSecret(TENANT, ref(1))).map((ticket) => ticket.id)).toEqual(['old', 'new']);
    const ofBoth = await tickets().ofSecrets(TENANT, [ref(2), ref(1), ref(3)]);
    expect(ofBoth.map((ticket) => ticket.id).sort()).toEqual(['new', 'old', 'other']);
    expect(await tickets().ofSecrets(TENANT, [])).toEqual([]);
  });

  describe('claims', () => describeClaims(store));
  describe('ends', () => describeEnds(store));
}

function describeClaims(store: () => Store): void {
  const tickets = () => store().records.tickets;
  const prepare = async (ticket = aTicket(), secret: Partial<Secret> = {}) => {
    await store().records.secrets.add(aSecret(secret));
    await tickets().add(ticket);
    await tickets().makeReady(ticket.id, after(15), ticket.sealed ? SEALED : undefined);
  };

  it('claims a ready ticket, once, and the sealed value is gone with it', async () => {
    await prepare();
    const shown = aTicket({ state: 'shown', expiresAt: after(15), shownAt: after(5) });
    expect(await tickets().claim(byAlex)).toStrictEqual(shown);
    expect(await tickets().find('ticket-1')).toStrictEqual(shown);
    expect(await tickets().sealedValue('ticket-1')).toBeUndefined();
    expect(await tickets().claim(byAlex)).toBeUndefined();
  });

  it('gives the ticket to exactly one of fifty concurrent callers', async () => {
    await prepare();
    const claims = await Promise.all(Array.from({ length: 50 }, () => tickets().claim(byAlex)));
    expect(claims.filter((ticket) => ticket !== undefined)).toHaveLength(1);
  });

  it('gives the ticket to exactly one of fifty concurrent transactions', async () => {
    await prepare();
    const claim = () =>
      store().transaction(async (records) => {
        const sealed = await records.tickets.sealedValue('ticket-1');
        return { sealed, ticket: await records.tickets.claim(byAlex) };
      });
    const results = await Promise.all(Array.from({ length: 50 }, claim));
    expect(results.filter(({ ticket }) => ticket !== undefined)).toHaveLength(1);
    expect(results.filter(({ sealed }) => sealed !== undefined)).toHaveLength(1);
  });

  it('keeps ticket and sealed value when the transaction of the claim fails', async () => {
    await prepare();
    const attempt = store().transaction(async (records) => {
      await records.tickets.claim(byAlex);
      throw new Error('not after all');
    });
    await expect(attempt).rejects.toThrow('not after all');
    expect(await tickets().sealedValue('ticket-1')).toEqual(SEALED);
    expect(await tickets().claim(byAlex)).toBeDefined();
  });

  it.each([
    ['another person', { personId: MEGAN }],
    ['another tenant', { tenantId: OTHER_TENANT }],
    ['another ticket', { ticketId: 'ticket-2' }],
    ['somebody who comes at the moment it ends', { now: after(15) }],
    ['somebody who comes later', { now: after(16) }],
  ])('gives nothing to %s, and keeps the value', async (_, condition) => {
    await prepare();
    expect(await tickets().claim({ ...byAlex, ...condition })).toBeUndefined();
    expect(await tickets().sealedValue('ticket-1')).toEqual(SEALED);
    expect(await tickets().claim(byAlex)).toBeDefined();
  });

  it('gives nothing while the value is not in place', async () => {
    await store().records.secrets.add(aSecret());
    await tickets().add(aTicket());
    expect(await tickets().claim(byAlex)).toBeUndefined();
    expect((await tickets().find('ticket-1'))?.state).toBe('preparing');
  });

  it.each(['deleting', 'deleted', 'removed_unseen', 'replaced', 'gone'] as const)(
    'gives nothing of a secret that is %s',
    async (state) => {
      await prepare(aTicket(), { state });
      expect(await tickets().claim(byAlex)).toBeUndefined();
    },
  );

  it('gives nothing of a secret that is not there', async () => {
    await tickets().add(aTicket());
    await tickets().makeReady('ticket-1', after(15), SEALED);
    expect(await tickets().claim(byAlex)).toBeUndefined();
  });

  it.each([
    ['creation', { owner: { objectId: MEGAN, displayName: 'Megan Osei' } }, true],
    ['reissue', {}, true],
    ['not_seen', {}, true],
    ['pre_approval', { preApproved: true }, true],
    ['pre_approval', { preApproved: false }, false],
    ['pre_approval', { preApproved: true, owner: { objectId: MEGAN, displayName: 'Megan Osei' } }, false],
  ] as const)('for a ticket by %s and a secret with %j, the claim is %s', async (cause, secret, claimed) => {
    await prepare(aTicket({ cause, sealed: false }), secret);
    expect((await tickets().claim(byAlex)) !== undefined).toBe(claimed);
  });

  it('notes once, for its person only, that a shown value is stored', async () => {
    await prepare();
    expect(await tickets().confirm('ticket-1', ALEX, after(6))).toBe(false);
    await tickets().claim(byAlex);
    expect(await tickets().confirm('ticket-1', MEGAN, after(6))).toBe(false);
    expect(await tickets().confirm('ticket-1', ALEX, after(6))).toBe(true);
    expect(await tickets().confirm('ticket-1', ALEX, after(7))).toBe(false);
    expect((await tickets().find('ticket-1'))?.confirmedAt).toEqual(after(6));
  });
}

function describeEnds(store: () => Store): void {
  const tickets = () => store().records.tickets;
  beforeEach(async () => {
    await store().records.secrets.add(aSecret());
    await tickets().add(aTicket());
  });

  it.each(['expired', 'cancelled'] as const)('ends a ready ticket as %s and deletes its value', async (as) => {
    await tickets().makeReady('ticket-1', after(15), SEALED);
    expect(await tickets().end('ticket-1', as, after(16))).toBe(true);
    expect((await tickets().find('ticket-1'))?.state).toBe(as);
    expect(await tickets().sealedValue('ticket-1')).toBeUndefined();
    expect(await tickets().claim(byAlex)).toBeUndefined();
    expect(await tickets().end('ticket-1', 'expired', after(17))).toBe(false);
  });

  it('ends a ticket whose value never came, which then cannot become ready', async () => {
    expect(await tickets().end('ticket-1', 'cancelled', NOW)).toBe(true);
    expect(await tickets().makeReady('ticket-1', after(15), SEALED)).toBe(false);
    expect(await tickets().sealedValue('ticket-1')).toBeUndefined();
  });

  it('does not end what was shown, nor what is not there', async () => {
    await tickets().makeReady('ticket-1', after(15), SEALED);
    await tickets().claim(byAlex);
    expect(await tickets().end('ticket-1', 'expired', after(16))).toBe(false);
    expect((await tickets().find('ticket-1'))?.state).toBe('shown');
    expect(await tickets().end('ticket-9', 'expired', NOW)).toBe(false);
  });

  it('lets exactly one of claims and ends at the same moment win', async () => {
    await tickets().makeReady('ticket-1', after(15), SEALED);
    const attempts = Array.from({ length: 50 }, async (_, number) =>
      number % 2 === 0
        ? (await tickets().claim(byAlex)) !== undefined
        : tickets().end('ticket-1', 'cancelled', after(5)),
    );
    expect((await Promise.all(attempts)).filter((won) => won)).toHaveLength(1);
    expect(await tickets().sealedValue('ticket-1')).toBeUndefined();
  });
}
