import { domainOver } from '../../../src/domain/domain';
import { DomainError } from '../../../src/domain/errors';
import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { DAY, HOUR, MINUTE } from '../support/fixedClock';
import { LosingStore } from '../support/losingStore';
import { MortalProcess, untilDeath } from '../support/mortal';

const portalKey = 'portal-key';

/** A world with a secret of ours beside one that was made in the portal. */
async function withSecret(vaulted = true, owner?: 'megan') {
  const world = new DomainWorld();
  world.directory.addApplication(world.payroll, {
    ownerIds: [world.alex.objectId],
    credentials: [
      {
        keyId: portalKey,
        displayName: 'Made in the portal',
        startsAt: world.clock.now(),
        expiresAt: new Date(world.clock.now().getTime() + 90 * DAY),
      },
    ],
  });
  const ownerId = owner ? world[owner].objectId : world.alex.objectId;
  const { intent, secret } = await world.created(world.draft({ vault: vaulted }, { ownerId }));
  world.directory.setLastUse(secret.keyId, 'never');
  const target = { reference: secret.reference };
  const foreign = { applicationId: world.payroll.objectId, keyId: portalKey };
  return { world, ticketId: intent.ticketId, secret, target, foreign };
}

describe('asking about a delete', () => {
  it('asks for no typing where nothing breaks', async () => {
    const { world, target, secret } = await withSecret();
    await expect(world.domain.deletes.ask(actor(world.alex), target)).resolves.toEqual({
      target,
      name: 'CI deploy',
      applicationName: 'Payroll API',
      reference: secret.reference,
      foreign: false,
      expiresAt: secret.expiresAt,
      lastUse: 'never',
      vaulted: true,
      lastSecret: false,
      liveTickets: 0,
      mustType: false,
    });
  });

  it('asks for the name where the credential was used recently, or nobody knows', async () => {
    const { world, target, secret } = await withSecret();
    const mustType = async () => (await world.domain.deletes.ask(actor(world.alex), target)).mustType;
    world.directory.setLastUse(secret.keyId, new Date(world.clock.now().getTime() - 31 * DAY));
    expect(await mustType()).toBe(false);
    world.directory.setLastUse(secret.keyId, new Date(world.clock.now().getTime() - 29 * DAY));
    expect(await mustType()).toBe(true);
    world.directory.setLastUse(secret.keyId, 'never');
    world.directory.interruptions.fail('lastUse');
    await expect(world.domain.deletes.ask(actor(world.alex), target)).resolves.toMatchObject({
      lastUse: 'unknown',
      mustType: true,
    });
  });

  it('asks for the name where nothing else that is valid would remain', async () => {
    const { world, target } = await withSecret();
    await world.directory.removePassword(world.payroll.objectId, portalKey);
    await expect(world.domain.deletes.ask(actor(world.alex), target)).resolves.toMatchObject({
      lastSecret: true,
      mustType: true,
    });
  });

  it('asks for no typing where it has expired: nothing can use it any more, used before or not', async () => {
    const { world, target, secret } = await withSecret();
    await world.directory.removePassword(world.payroll.objectId, portalKey);
    world.clock.advance(secret.expiresAt.getTime() - world.clock.now().getTime() + 1);
    world.directory.interruptions.fail('lastUse');
    await expect(world.domain.deletes.ask(actor(world.alex), target)).resolves.toMatchObject({
      lastUse: 'unknown',
      lastSecret: true,
      mustType: false,
    });
  });

  it('asks for the name where somebody else could still open it', async () => {
    const { world, target } = await withSecret(true, 'megan');
    await expect(world.domain.deletes.ask(actor(world.megan), target)).resolves.toMatchObject({
      liveTickets: 1,
      mustType: true,
    });
  });

  it('always asks for the name of what was made elsewhere', async () => {
    const { world, foreign } = await withSecret();
    world.directory.setLastUse(portalKey, 'never');
    await expect(world.domain.deletes.ask(actor(world.alex), foreign)).resolves.toMatchObject({
      name: 'Made in the portal',
      foreign: true,
      mustType: true,
    });
  });

  it('does not tell others whether there is such a secret', async () => {
    const { world, target, foreign } = await withSecret();
    const unknown = { reference: 'sb-00000000' as typeof target.reference };
    const errorOf = (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        (error) => error.details.what,
      );
    expect(await errorOf(world.domain.deletes.ask(actor(world.lee), target))).toBe('secret');
    expect(await errorOf(world.domain.deletes.ask(actor(world.lee), unknown))).toBe('secret');
    expect(await errorOf(world.domain.deletes.ask(actor(world.lee), foreign))).toBe('application');
    const nothing = { ...foreign, keyId: 'no-such-key' };
    expect(await errorOf(world.domain.deletes.ask(actor(world.alex), nothing))).toBe('credential');
  });

  it('refuses where the bot may not remove anything', async () => {
    const { world, target } = await withSecret();
    world.directory.setOwners(world.payroll.objectId, [world.alex.objectId], false);
    await expect(world.domain.deletes.ask(actor(world.alex), target)).rejects.toMatchObject({
      code: 'refused',
      details: {
        reason: 'bot_cannot_serve',
        application: 'Payroll API',
        gap: { clientId: world.payroll.appId, objectId: world.payroll.objectId },
      },
    });
  });

  it('takes the key id of a secret of ours for that secret', async () => {
    const { world, secret } = await withSecret();
    const target = { applicationId: world.payroll.objectId, keyId: secret.keyId };
    await expect(world.domain.deletes.ask(actor(world.alex), target)).resolves.toMatchObject({
      foreign: false,
      reference: secret.reference,
    });
  });
});

describe('a confirmed delete', () => {
  it('removes the credential and the vault entry, ends tickets, closes cards and tells those it concerns', async () => {
    const { world, target, secret, ticketId } = await withSecret(true, 'megan');
    const intent = await world.domain.deletes.confirm(actor(world.nora), target, 'CI deploy');
    expect(await world.domain.deletes.fulfil(intent.id, () => true)).toEqual({ done: true });
    await world.domain.outbox.deliverDue();
    expect(world.directory.truth(world.payroll.objectId).map((each) => each.keyId)).toEqual([portalKey]);
    expect(world.vault.names(world.production)).toEqual([]);
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'deleted' });
    expect(await world.store.records.tickets.find(ticketId)).toMatchObject({ state: 'cancelled' });
    expect(world.chat.shown(world.alex.objectId, `carrier:${ticketId}`)).toMatchObject({
      state: { kind: 'cancelled' },
    });
    for (const person of [world.alex, world.megan]) {
      expect(world.chat.of(person.objectId, 'deleted')).toEqual([
        expect.objectContaining({ byName: 'Nora Lindqvist', vaulted: true }),
      ]);
    }
    expect(world.chat.of(world.nora.objectId, 'deleted')).toEqual([]);
    const rows = await world.store.records.audit.ofSecret(TENANT, secret.reference, 50);
    expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['delete.confirmed', 'delete.done']));
  });

  it('is not begun without the name where it must be typed', async () => {
    const { world, target, secret } = await withSecret();
    world.directory.setLastUse(secret.keyId, world.clock.now());
    const confirm = (typed?: string) => world.domain.deletes.confirm(actor(world.alex), target, typed);
    await expect(confirm()).rejects.toMatchObject({ details: { faults: [{ field: 'typedName', rule: 'required' }] } });
    await expect(confirm('ci deploy')).rejects.toMatchObject({ details: { faults: [{ rule: 'does_not_match' }] } });
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'active' });
    await expect(confirm(' CI deploy ')).resolves.toMatchObject({ cause: 'confirmed' });
  });

  it.each([
    ['as it is shown', 'Payroll\u202E \u200B  key\t2\u202C', 'Payroll key 2'],
    ['as it is stored', 'Payroll\u202E \u200B  key\t2\u202C', 'Payroll\u202E \u200B  key\t2\u202C'],
    ['as the card isolates right-to-left text', 'מפתח  ראשי', '\u2068מפתח ראשי\u2069'],
    ['in the other Unicode form', 'Gru\u0308n', 'Grün'],
  ])('of what was made elsewhere takes its name typed %s', async (_how, displayName, typed) => {
    const world = new DomainWorld();
    const startsAt = world.clock.now();
    const credential = { keyId: portalKey, displayName, startsAt, expiresAt: new Date(startsAt.getTime() + DAY) };
    world.directory.addApplication(world.payroll, { ownerIds: [world.alex.objectId], credentials: [credential] });
    const foreign = { applicationId: world.payroll.objectId, keyId: portalKey };
    const confirm = (text: string) => world.domain.deletes.confirm(actor(world.alex), foreign, text);
    await expect(confirm('\u200B')).rejects.toMatchObject({ details: { faults: [{ rule: 'required' }] } });
    await expect(confirm(`${typed}!`)).rejects.toMatchObject({ details: { faults: [{ rule: 'does_not_match' }] } });
    await expect(confirm(typed)).resolves.toMatchObject({ cause: 'confirmed', keyId: portalKey });
  });

  it('calls what has no name that anybody sees by its key id', async () => {
    const { world, secret } = await withSecret();
    const startsAt = world.clock.now();
    const credential = { keyId: portalKey, displayName: '\u200B\u2068', startsAt, expiresAt: secret.expiresAt };
    world.directory.addApplication(world.payroll, { ownerIds: [world.alex.objectId], credentials: [credential] });
    const foreign = { applicationId: world.payroll.objectId, keyId: portalKey };
    await expect(world.domain.deletes.ask(actor(world.alex), foreign)).resolves.toMatchObject({ name: portalKey });
    const intent = await world.domain.deletes.confirm(actor(world.alex), foreign, portalKey);
    expect(intent).toMatchObject({ credentialName: portalKey });
  });

  it('is one delete, however often it is confirmed and fulfilled', async () => {
    const { world, target, secret } = await withSecret();
    const confirm = () => world.domain.deletes.confirm(actor(world.alex), target);
    const intents = await Promise.all([confirm(), confirm()]);
    expect(new Set(intents.map((intent) => intent.id)).size).toBe(1);
    const [first] = intents;
    if (!first) throw new Error('no intent');
    await Promise.all([1, 2, 3].map(() => world.domain.deletes.fulfil(first.id)));
    expect(await world.domain.deletes.fulfil(first.id)).toEqual({ done: true });
    await expect(confirm()).rejects.toMatchObject({ code: 'gone', details: { reason: 'deleted' } });
    const rows = await world.store.records.audit.ofSecret(TENANT, secret.reference, 50);
    expect(rows.filter((row) => row.action === 'delete.done')).toHaveLength(1);
  });

  it('goes on by itself when Graph or the vault is down, and then tells the person who asked', async () => {
    const { world, target } = await withSecret();
    const intent = await world.domain.deletes.confirm(actor(world.alex), target);
    world.directory.interruptions.fail('removePassword', 'after');
    world.vault.interruptions.fail('remove', 'before', { times: 2 });
    expect(await world.domain.deletes.fulfil(intent.id)).toEqual({ done: false });
    await world.sweepFor(5 * MINUTE);
    expect(world.ownCredentials()).toEqual([]);
    expect(world.vault.names(world.production)).toEqual([]);
    expect(world.chat.of(world.alex.objectId, 'deleted')).toHaveLength(1);
  });

  it.each(['at_once', 'later'] as const)(
    'is done once where the answer to its last commit is lost, which lands %s',
    async (lands) => {
      const { world, target, secret } = await withSecret();
      const store = new LosingStore(world.store);
      const domain = world.restarted({ store });
      const { id } = await domain.deletes.confirm(actor(world.alex), target);
      store.lose(2, lands);
      expect(await domain.deletes.fulfil(id)).toEqual({ done: true });
      await world.sweepFor(5 * MINUTE, MINUTE);
      const rows = await world.store.records.audit.ofSecret(TENANT, secret.reference, 50);
      expect(rows.filter((row) => row.action === 'delete.done')).toHaveLength(1);
      expect(world.chat.of(world.alex.objectId, 'deleted')).toHaveLength(1);
    },
  );

  it('tells the person who asked however soon it is done, unless their click is answered with it', async () => {
    const { world, target } = await withSecret();
    const { id } = await world.domain.deletes.confirm(actor(world.alex), target);
    world.directory.interruptions.during('removePassword', 'before', () => world.clock.advance(3000));
    await world.domain.deletes.fulfil(id, () => false);
    await world.domain.outbox.deliverDue();
    expect(world.chat.shown(world.alex.objectId, `notice:deleted:${target.reference}`)).toMatchObject({
      kind: 'deleted',
    });
  });

  it('sends no notice to the person whose click is answered with it', async () => {
    const { world, target } = await withSecret();
    const { id } = await world.domain.deletes.confirm(actor(world.alex), target);
    expect(await world.domain.deletes.fulfil(id, () => true)).toEqual({ done: true });
    await world.domain.outbox.deliverDue();
    expect(world.chat.of(world.alex.objectId, 'deleted')).toEqual([]);
  });

  it('gives a second click the outcome of the first', async () => {
    const { world, target } = await withSecret();
    const { id } = await world.domain.deletes.confirm(actor(world.alex), target);
    const clicks = await Promise.all([1, 2].map(() => world.domain.deletes.fulfil(id, () => true)));
    expect(clicks).toEqual([{ done: true }, { done: true }]);
  });

  it('tells who deleted what was made elsewhere when that went on after the click', async () => {
    const { world, foreign } = await withSecret();
    const { id } = await world.domain.deletes.confirm(actor(world.alex), foreign, 'Made in the portal');
    world.directory.interruptions.fail('removePassword');
    expect(await world.domain.deletes.fulfil(id, () => true)).toEqual({ done: false });
    await world.sweepFor(MINUTE);
    expect(world.chat.shown(world.alex.objectId, `notice:deleted:${portalKey}`)).toEqual({
      kind: 'credential_deleted',
      secret: { name: 'Made in the portal', applicationName: 'Payroll API' },
    });
  });

  it('tells at once that the bot may not do it, once, also to administrators, and in the end that it is done', async () => {
    const { world, target } = await withSecret();
    const { id } = await world.domain.deletes.confirm(actor(world.alex), target);
    const error = new DomainError('not_allowed', { action: 'delete' });
    world.directory.interruptions.fail('removePassword', 'before', { error, times: 5 });
    await world.domain.deletes.fulfil(id, () => true);
    await world.domain.outbox.deliverDue();
    const told = {
      kind: 'not_finished',
      what: 'delete',
      secret: { name: 'CI deploy', applicationName: 'Payroll API' },
    };
    const subject = `notice:deleted:${target.reference}` as const;
    expect(world.chat.shown(world.alex.objectId, subject)).toEqual(told);
    expect(world.chat.of(world.nora.objectId, 'not_finished')).toEqual([told]);
    await world.sweepFor(HOUR, MINUTE);
    expect(world.chat.of(world.alex.objectId, 'not_finished')).toHaveLength(1);
    expect(world.chat.of(world.nora.objectId, 'not_finished')).toHaveLength(1);
    expect(world.chat.shown(world.alex.objectId, subject)).toMatchObject({ kind: 'deleted' });
  });

  it('tells after ten minutes that Graph is down, and the administrators when they can be found', async () => {
    const { world, target } = await withSecret();
    const { id } = await world.domain.deletes.confirm(actor(world.alex), target);
    world.directory.interruptions.fail('removePassword', 'before', { times: 1000 });
    world.directory.interruptions.fail('groupMembers');
    await world.domain.deletes.fulfil(id, () => true);
    await world.sweepFor(9 * MINUTE, MINUTE);
    expect(world.chat.of(world.alex.objectId, 'not_finished')).toEqual([]);
    await world.sweepFor(10 * MINUTE, MINUTE);
    expect(world.chat.of(world.alex.objectId, 'not_finished')).toHaveLength(1);
    expect(world.chat.of(world.nora.objectId, 'not_finished')).toEqual([]);
    await world.sweepFor(2 * HOUR, 5 * MINUTE);
    expect(world.chat.of(world.alex.objectId, 'not_finished')).toHaveLength(1);
    expect(world.chat.of(world.nora.objectId, 'not_finished')).toHaveLength(1);
  });

  it('counts a credential or an application that is gone already as removed', async () => {
    const { world, target, secret } = await withSecret();
    const intent = await world.domain.deletes.confirm(actor(world.alex), target);
    await world.directory.removePassword(world.payroll.objectId, secret.keyId);
    world.directory.removeApplication(world.payroll.objectId);
    expect(await world.domain.deletes.fulfil(intent.id)).toEqual({ done: true });
  });

  it('removes what was made elsewhere after its name was typed, and nothing else', async () => {
    const { world, foreign, secret } = await withSecret();
    const confirm = (typed?: string) => world.domain.deletes.confirm(actor(world.alex), foreign, typed);
    await expect(confirm()).rejects.toMatchObject({ code: 'invalid_input' });
    const intent = await confirm('Made in the portal');
    await world.domain.deletes.fulfil(intent.id);
    expect(world.directory.truth(world.payroll.objectId).map((each) => each.keyId)).toEqual([secret.keyId]);
    expect(world.vault.names(world.production)).toHaveLength(1);
  });

  it('is not for somebody with whom the secret is only shared', async () => {
    const world = new DomainWorld();
    const { secret } = await world.created(world.draft({ share: true }));
    await expect(world.domain.deletes.ask(actor(world.lee), { reference: secret.reference })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

describe('a process that dies while it deletes', () => {
  it('has always either not begun or finishes later, and the foreign credential stays', async () => {
    const run = async (n: number, moment: 'before' | 'after') => {
      const prepared = await withSecret();
      const process = new MortalProcess(n, moment);
      const domain = domainOver(process.in(prepared.world.world));
      await untilDeath(async () => {
        const intent = await domain.deletes.confirm(actor(prepared.world.alex), prepared.target);
        await domain.deletes.fulfil(intent.id);
        await domain.outbox.deliverDue();
      });
      return { ...prepared, process };
    };
    const { process: whole } = await run(Number.POSITIVE_INFINITY, 'before');
    expect(whole.calls).toContain('directory.removePassword');
    const states = new Set<string>();
    for (const [index] of whole.calls.entries()) {
      for (const moment of ['before', 'after'] as const) {
        const { world, secret } = await run(index + 1, moment);
        await world.sweepFor(HOUR, 5 * MINUTE, world.restarted());
        const { state } = (await world.store.records.secrets.find(TENANT, secret.reference)) ?? { state: 'none' };
        const present = state === 'active';
        expect(world.ownCredentials()).toHaveLength(present ? 1 : 0);
        expect(world.vault.names(world.production)).toHaveLength(present ? 1 : 0);
        expect(world.directory.truth(world.payroll.objectId)).toContainEqual(
          expect.objectContaining({ keyId: portalKey }),
        );
        states.add(state);
      }
    }
    expect([...states].sort()).toEqual(['active', 'deleted']);
  });
});
