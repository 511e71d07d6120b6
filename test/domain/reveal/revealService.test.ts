import type { Revealed } from '../../../src/domain/reveal/ticketView';
import { Sensitive } from '../../../src/domain/sensitive';
import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { DAY, HOUR, MINUTE, SECOND } from '../support/fixedClock';

/** A world with one secret whose ticket is ready, and how its person reveals it. */
async function ready(vaulted: boolean, owner?: 'megan') {
  const world = new DomainWorld();
  const ownerId = owner ? world[owner].objectId : world.alex.objectId;
  const { intent, secret } = await world.created(world.draft({ vault: vaulted }, { ownerId }));
  const ticketId = intent.ticketId;
  const key = world.chat.keyOf(ticketId);
  const value = world.directory.plaintextOf(secret.keyId);
  const reveal = (person = world.alex, arrivedAt = world.clock.now()): Promise<Revealed> =>
    world.domain.reveals.reveal(actor(person), ticketId, key, arrivedAt);
  const ticket = async () => {
    const found = await world.store.records.tickets.find(ticketId);
    if (!found) throw new Error('no ticket');
    return found;
  };
  const actions = async () =>
    (await world.store.records.audit.ofSecret(TENANT, secret.reference, 100)).map((row) => row.action);
  return { world, ticketId, key, value, secret, reveal, ticket, actions };
}

describe.each([
  ['vaulted', true],
  ['unvaulted', false],
])('revealing a value that is %s', (_what, vaulted) => {
  it('gives the value to its person, notes it in the audit and takes the button off the card', async () => {
    const { world, ticketId, value, secret, reveal, actions } = await ready(vaulted);
    const revealed = await reveal();
    expect(revealed.value.expose()).toBe(value);
    expect(revealed.secret.reference).toBe(secret.reference);
    expect(revealed.ticket).toMatchObject({ state: 'shown', shownAt: world.clock.now() });
    expect(await actions()).toContain('reveal.shown');
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `carrier:${ticketId}`)).toMatchObject({
      state: { kind: 'shown', at: world.clock.now() },
    });
  });

  it('gives the value to exactly one of ten simultaneous clicks', async () => {
    const { reveal, actions, value } = await ready(vaulted);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => reveal()));
    const values = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.value.expose()] : []));
    expect(values).toEqual([value]);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(reasons).toHaveLength(9);
    for (const reason of reasons) {
      expect(reason).toMatchObject({ code: 'gone', details: { reason: 'already_shown' } });
    }
    expect((await actions()).filter((action) => action === 'reveal.shown')).toHaveLength(1);
  });

  it('says when it was shown to a person who clicks again', async () => {
    const { world, reveal } = await ready(vaulted);
    await reveal();
    const at = world.clock.now();
    world.clock.advance(MINUTE);
    await expect(reveal()).rejects.toMatchObject({ code: 'gone', details: { reason: 'already_shown', at } });
  });

  it('gives nothing to anybody else, audits the attempt and tells the owner, once for many clicks', async () => {
    const { world, ticketId, reveal, ticket, actions } = await ready(vaulted, 'megan');
    for (const person of [world.lee, world.lee, world.nora, world.megan]) {
      await expect(reveal(person)).rejects.toMatchObject({ code: 'not_found', details: { what: 'ticket' } });
    }
    await expect(world.domain.reveals.open(actor(world.lee), ticketId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await ticket()).state).toBe('ready');
    expect((await actions()).filter((action) => action === 'reveal.refused')).toHaveLength(5);
    await world.domain.outbox.deliverDue();
    expect(world.chat.of(world.megan.objectId, 'foreign_attempt').map((notice) => notice.byName)).toEqual([
      'Lee Tanaka',
      'Nora Lindqvist',
      'Megan Osei',
    ]);
  });

  it('answers somebody from another tenant as if there were no ticket', async () => {
    const { world, ticketId, key } = await ready(vaulted);
    const stranger = { ...actor(world.alex), tenantId: 'c0de0000-0000-4000-8000-00000000ffff' };
    await expect(world.domain.reveals.reveal(stranger, ticketId, key, world.clock.now())).rejects.toMatchObject({
      code: 'not_found',
      details: { what: 'ticket' },
    });
  });

  it('claims nothing when more than eight seconds have passed since the click arrived', async () => {
    const { world, reveal, ticket } = await ready(vaulted);
    const arrivedAt = world.clock.now();
    world.clock.advance(8 * SECOND + 1);
    await expect(reveal(world.alex, arrivedAt)).rejects.toMatchObject({ details: { reason: 'too_late' } });
    expect((await ticket()).state).toBe('ready');
    await expect(reveal(world.alex, world.clock.now())).resolves.toBeDefined();
  });

  it('claims nothing for a person who was disabled', async () => {
    const { world, reveal, ticket } = await ready(vaulted);
    world.directory.addPerson({ ...world.alex, enabled: false });
    await expect(reveal()).rejects.toMatchObject({ code: 'not_allowed' });
    expect((await ticket()).state).toBe('ready');
  });

  it('opens nothing at the moment the ticket ends', async () => {
    const { world, reveal, ticket } = await ready(vaulted);
    world.clock.advance(vaulted ? DAY : 15 * MINUTE);
    await expect(reveal()).rejects.toMatchObject({ code: 'gone', details: { reason: 'expired' } });
    expect((await ticket()).shownAt).toBeUndefined();
  });

  it('gives no value once a delete has been confirmed, even while the value is being read', async () => {
    const { world, secret, reveal, ticket } = await ready(vaulted);
    world.directory.setLastUse(secret.keyId, 'never');
    world.directory.interruptions.during('person', 'before', async () => {
      const name = secret.name;
      const intent = await world.domain.deletes.confirm(actor(world.alex), { reference: secret.reference }, name);
      await world.domain.deletes.fulfil(intent.id);
    });
    await expect(reveal()).rejects.toMatchObject({ code: 'gone', details: { reason: 'deleted' } });
    expect((await ticket()).state).toBe('cancelled');
  });

  it('either shows or expires, never both, when the end comes while it is being claimed', async () => {
    const { world, reveal, ticket } = await ready(vaulted);
    const end = (await ticket()).expiresAt;
    world.clock.advance(end.getTime() - world.clock.now().getTime() - 1);
    world.directory.interruptions.during('person', 'after', async () => {
      world.clock.advance(1);
      await world.domain.sweeper.sweep();
    });
    await expect(reveal()).rejects.toMatchObject({ code: 'gone' });
    expect((await ticket()).state).toBe('expired');
  });

  it('notes that the value is stored, once, however often it is said', async () => {
    const { world, ticketId, reveal, actions } = await ready(vaulted);
    await reveal();
    await world.domain.reveals.stored(actor(world.alex), ticketId);
    await world.domain.reveals.stored(actor(world.alex), ticketId);
    expect((await actions()).filter((action) => action === 'reveal.confirmed')).toHaveLength(1);
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `carrier:${ticketId}`)).toMatchObject({
      state: { kind: 'shown', confirmedAt: world.clock.now() },
    });
    await expect(world.domain.reveals.stored(actor(world.lee), ticketId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('writes no value into anything that is stored or told', async () => {
    const { world, value, reveal, secret, ticketId } = await ready(vaulted);
    await reveal();
    await world.domain.outbox.deliverDue();
    const { records } = world.store;
    const stored = [
      world.chat.told,
      await records.audit.ofSecret(TENANT, secret.reference, 100),
      await records.tickets.find(ticketId),
      await records.secrets.find(TENANT, secret.reference),
      await records.intents.findCreate(ticketId),
    ];
    expect(value).toContain('CANARY');
    expect(JSON.stringify(stored)).not.toContain('CANARY');
  });
});

describe('revealing a vaulted value', () => {
  it('claims nothing when the vault does not answer', async () => {
    const { world, reveal, ticket } = await ready(true);
    world.vault.interruptions.fail('get');
    await expect(reveal()).rejects.toMatchObject({ code: 'unavailable', details: { service: 'vault' } });
    expect((await ticket()).state).toBe('ready');
    await expect(reveal()).resolves.toBeDefined();
  });

  it('claims nothing when the vault answers so late that the click is over', async () => {
    const { world, reveal, ticket } = await ready(true);
    world.vault.interruptions.during('get', 'before', () => world.clock.advance(9 * SECOND));
    await expect(reveal()).rejects.toMatchObject({ details: { reason: 'too_late' } });
    expect((await ticket()).state).toBe('ready');
  });

  it('claims nothing when somebody has taken the entry out of the vault', async () => {
    const { world, secret, reveal, ticket } = await ready(true);
    await world.vault.remove(world.production, secret.reference.toLowerCase());
    await expect(reveal()).rejects.toMatchObject({ code: 'not_found', details: { what: 'credential' } });
    expect((await ticket()).state).toBe('ready');
  });

  it('gives a pre-approved owner nothing while the owner is somebody else', async () => {
    const { world, ticketId, key } = await ready(true, 'megan');
    await expect(
      world.domain.reveals.reveal(actor(world.megan), ticketId, key, world.clock.now()),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('revealing an unvaulted value', () => {
  it.each([
    ['no key', undefined],
    ['another key', new Sensitive(Buffer.alloc(32, 1).toString('base64url'))],
    ['what is no key', new Sensitive('x')],
  ])('opens nothing with %s, claims nothing, and audits it', async (_what, key) => {
    const { world, ticketId, ticket, actions, reveal } = await ready(false);
    await expect(
      world.domain.reveals.reveal(actor(world.alex), ticketId, key, world.clock.now()),
    ).rejects.toMatchObject({ code: 'not_found', details: { what: 'ticket' } });
    expect((await ticket()).state).toBe('ready');
    expect(await actions()).toContain('reveal.refused');
    await expect(reveal()).resolves.toBeDefined();
  });

  it('has no sealed bytes any more once it was shown', async () => {
    const { world, ticketId, reveal } = await ready(false);
    expect(await world.store.records.tickets.sealedValue(ticketId)).toBeDefined();
    await reveal();
    expect(await world.store.records.tickets.sealedValue(ticketId)).toBeUndefined();
  });

  it('says "not ready yet" to a click that comes before the value', async () => {
    const world = new DomainWorld();
    const intent = await world.submit(world.draft({ vault: false }));
    const click = { seen: false };
    world.directory.interruptions.during('addPassword', 'before', async () => {
      const { ticketId } = intent;
      const key = world.chat.keyOf(ticketId);
      const view = await world.domain.reveals.open(actor(world.alex), ticketId);
      expect(view).toMatchObject({ kind: 'not_ready', summary: { name: 'CI deploy' } });
      await expect(
        world.domain.reveals.reveal(actor(world.alex), ticketId, key, world.clock.now()),
      ).rejects.toMatchObject({ code: 'conflict', details: { reason: 'not_ready' } });
      await expect(world.domain.reveals.open(actor(world.lee), ticketId)).rejects.toMatchObject({ code: 'not_found' });
      click.seen = true;
    });
    await world.domain.creates.fulfil(intent.id);
    expect(click.seen).toBe(true);
    await world.domain.outbox.deliverDue();
    expect(world.chat.of(world.alex.objectId, 'foreign_attempt')).toHaveLength(1);
  });
});

describe('what the dialog says', () => {
  it('is ready until the ticket ends', async () => {
    const { world, ticketId, secret } = await ready(true);
    await expect(world.domain.reveals.open(actor(world.alex), ticketId)).resolves.toMatchObject({
      kind: 'ready',
      secret: { reference: secret.reference },
      until: new Date(world.clock.now().getTime() + DAY),
    });
  });

  it.each([
    ['a new ticket', true, 'new_ticket'],
    ['a reissue', false, 'reissue'],
  ])('offers %s after the value was shown, until it was confirmed', async (_what, vaulted, remedy) => {
    const { world, ticketId, reveal } = await ready(vaulted);
    await reveal();
    const open = () => world.domain.reveals.open(actor(world.alex), ticketId);
    await expect(open()).resolves.toMatchObject({ kind: 'shown', remedy });
    await world.domain.reveals.stored(actor(world.alex), ticketId);
    const view = await open();
    expect(view).toMatchObject({ kind: 'shown', confirmedAt: world.clock.now() });
    expect(view).not.toHaveProperty('remedy');
  });

  it('offers nothing any more a day after it was shown', async () => {
    const { world, ticketId, reveal } = await ready(true);
    await reveal();
    world.clock.advance(24 * HOUR);
    expect(await world.domain.reveals.open(actor(world.alex), ticketId)).not.toHaveProperty('remedy');
  });

  it('answers a ticket that never was like one that is not theirs', async () => {
    const { world } = await ready(true);
    await expect(world.domain.reveals.open(actor(world.alex), 'no-such-ticket')).rejects.toMatchObject({
      code: 'not_found',
      details: { what: 'ticket' },
    });
  });
});
