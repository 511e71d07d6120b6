import type { Actor } from '../../../src/domain/actor';
import type { Directory } from '../../../src/domain/ports';
import { parseReference, type Reference } from '../../../src/domain/reference';
import type { Secret } from '../../../src/domain/secrets/secret';
import type { Grant } from '../../../src/domain/sharing/grant';
import { anApplication } from '../../support/memory/directoryBuilders';
import { actor, originOf, TENANT } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';
import { failure, SharingBench } from '../support/sharingBench';

/*
 * What exists but is not to be seen, what exists in another tenant, what was deleted and what never was: the same
 * answer, after the same calls of the directory.
 */

const NONE = '00000000-0000-4000-8000-00000000dead';
const NO_REFERENCE = parseReference('sb-00000000') as Reference;
const METHODS = [
  'application',
  'applicationByAppId',
  'applicationsOwnedBy',
  'allApplications',
  'ownerIds',
  'credentials',
  'policy',
  'canServe',
  'self',
  'lastUse',
  'person',
  'people',
  'isMemberOf',
  'groupMembers',
] as const satisfies readonly (keyof Directory)[];

let bench: SharingBench;
let secret: Secret;
let deleted: Secret;
let grant: Grant;
let requestId: string;
let ticketId: string;
let lee: Actor;

const other = anApplication({ displayName: 'Invoices' });

beforeEach(async () => {
  bench = new SharingBench({ location: { usersGroupId: 'users' } });
  const { world } = bench;
  world.directory.addGroup('users', [world.alex.objectId, world.megan.objectId, world.lee.objectId]);
  world.directory.addApplication(other, { ownerIds: [world.megan.objectId] });
  secret = await bench.secret();
  const given = await bench.granted(secret);
  grant = given.grant;
  ticketId = given.grant.ticketId;
  requestId = given.view.request.id;
  deleted = await bench.secret();
  const { id } = await bench.domain.deletes.confirm(actor(world.alex), { reference: deleted.reference }, deleted.name);
  await bench.domain.deletes.fulfil(id);
  world.directory.addGroup('users', [world.alex.objectId, world.megan.objectId]);
  // Lee held the grant; whoever looks from here on is nobody to any of it.
  const stranger = { ...world.lee, objectId: NONE.replace('dead', 'beef'), displayName: 'Dana' };
  world.directory.addPerson(stranger);
  lee = actor(stranger);
});

/** What a look fails with, whatever was typed, and what was asked of the directory for it, in any order. */
async function seen(
  look: () => Promise<unknown>,
  typed: string,
): Promise<{ answer: string; calls: readonly string[] }> {
  const { clock, directory } = bench.world;
  // Nothing is remembered from the look before.
  clock.advance(6 * MINUTE);
  const calls: string[] = [];
  for (const method of METHODS) directory.interruptions.during(method, 'before', () => calls.push(method), 1_000);
  const answer = JSON.stringify(await failure(look()));
  directory.interruptions.clear();
  return { answer: answer.split(typed).join('…'), calls: calls.sort() };
}

type Look = (id: string) => Promise<unknown>;

const byReference: Record<string, Look> = {
  'show it': (id) => bench.domain.catalogue.show(lee, id),
  'delete it': (id) => bench.domain.deletes.ask(lee, { reference: id as Reference }),
  'confirm deleting it': (id) => bench.domain.deletes.confirm(lee, { reference: id as Reference }, 'a name'),
  'request it': (id) => bench.domain.requests.form(lee, id),
  'send a request for it': (id) =>
    bench.domain.requests.ask(lee, id, { reason: 'Deploy is broken' }, originOf(bench.world.lee)),
  'look at it again': (id) => bench.domain.looks.take(lee, id, originOf(bench.world.lee)),
  'change its settings': (id) => bench.domain.settings.form(lee, id),
  'save its settings': (id) =>
    bench.domain.settings.change(lee, {
      reference: id as Reference,
      wanted: { share: false },
      reason: '',
      origin: originOf(bench.world.lee),
    }),
};

describe.each(Object.entries(byReference))('who may not know of a secret and wants to %s', (_what, look) => {
  it('learns nothing from the answer, nor from what it took', async () => {
    const none = await seen(() => look(NO_REFERENCE), NO_REFERENCE);
    expect(none.answer).toContain('not_found');
    expect(await seen(() => look(secret.reference), secret.reference)).toEqual(none);
    expect(await seen(() => look(deleted.reference), deleted.reference)).toEqual(none);
  });

  it('learns nothing in another tenant', async () => {
    const { reference } = secret;
    lee = { ...actor(bench.world.alex), tenantId: TENANT.replace('1', '2') };
    const none = await seen(() => look(NO_REFERENCE), NO_REFERENCE);
    expect(none.answer).toContain('not_found');
    expect(await seen(() => look(reference), reference)).toEqual(none);
  });
});

it('a name of many secrets takes as much as a name of none', async () => {
  const { domain, world } = bench;
  const store = bench.store.records.secrets;
  for (let count = 0; count < 5; count += 1) {
    const reference = parseReference(`sb-0000000${count + 1}`) as Reference;
    const application = { ...secret.application, objectId: `${count}`, appId: `${count}` };
    await store.add({ ...secret, reference, keyId: `key ${count}`, application, name: 'the one name' });
  }
  const look = (name: string) => () => domain.catalogue.show(lee, name);
  const none = await seen(look('no such name'), 'no such name');
  expect(await seen(look('the one name'), 'the one name')).toEqual(none);
  expect(await failure(domain.catalogue.show(actor(world.nora), 'the one name'))).toMatchObject({ code: 'ambiguous' });
});

it('a secret of one’s own, named like the reference of another, does not tell whether that one exists', async () => {
  const { store, world, domain } = bench;
  const own = (name: string, reference: string): Secret => ({
    ...secret,
    ...{ name, reference: parseReference(reference) as Reference, keyId: reference },
    creator: { objectId: world.lee.objectId, displayName: world.lee.displayName },
  });
  const hidden = { ...own('hidden', 'sb-22222222'), sharing: false, creator: secret.creator };
  await store.records.secrets.add(hidden);
  await store.records.secrets.add(own(hidden.reference, 'sb-33333333'));
  await store.records.secrets.add(own('sb-44444444', 'sb-55555555'));
  for (const name of [hidden.reference, 'sb-44444444']) {
    expect((await domain.catalogue.show(actor(world.lee), name)).kind).toBe('full');
  }
});

const byId: Record<string, { readonly look: Look; readonly hidden: () => string }> = {
  'open a ticket': { look: (id) => bench.domain.reveals.open(lee, id), hidden: () => ticketId },
  'show a value': {
    look: (id) => bench.domain.reveals.reveal(lee, id, undefined, bench.world.clock.now()),
    hidden: () => ticketId,
  },
  'say that it is stored': { look: (id) => bench.domain.reveals.stored(lee, id), hidden: () => ticketId },
  'say that it was not seen': {
    look: (id) => bench.domain.reveals.notSeen(lee, id, originOf(bench.world.lee)),
    hidden: () => ticketId,
  },
  'show a request': { look: (id) => bench.domain.requests.show(lee, id), hidden: () => requestId },
  'withdraw a request': { look: (id) => bench.domain.requests.withdraw(lee, id), hidden: () => requestId },
  'approve a request': { look: (id) => bench.domain.decisions.approve(lee, id), hidden: () => requestId },
  'deny a request': { look: (id) => bench.domain.decisions.deny(lee, id, 'No.'), hidden: () => requestId },
  'end a grant': { look: (id) => bench.domain.grants.revoke(lee, id), hidden: () => grant.id },
  'list an application by object id': {
    look: (id) => bench.domain.catalogue.list(lee, { scope: 'app', application: id }),
    hidden: () => other.objectId,
  },
  'list an application by client id': {
    look: (id) => bench.domain.catalogue.list(lee, { scope: 'app', application: id }),
    hidden: () => other.appId,
  },
  'create for an application': { look: (id) => bench.domain.applications.named(lee, id), hidden: () => other.appId },
  'delete a credential': {
    look: (id) => bench.domain.deletes.ask(lee, { applicationId: id, keyId: NONE }),
    hidden: () => other.objectId,
  },
};

describe.each(Object.entries(byId))('who has no part in it and wants to %s', (_what, { look, hidden }) => {
  it('learns nothing from the answer, nor from what it took', async () => {
    const none = await seen(() => look(NONE), NONE);
    expect(none.answer).toContain('not_found');
    expect(await seen(() => look(hidden()), hidden())).toEqual(none);
  });
});

it('whom a secret is only shared with does not learn which grants it has', async () => {
  bench.world.directory.addGroup('users', [lee.objectId]);
  expect((await bench.domain.catalogue.show(lee, secret.reference)).kind).toBe('shared');
  const none = await seen(() => bench.domain.grants.revoke(lee, NONE), NONE);
  expect(await seen(() => bench.domain.grants.revoke(lee, grant.id), grant.id)).toEqual(none);
});

it('an attempt on somebody else’s ticket is audited and told to the owner; one on no ticket is audited', async () => {
  await failure(bench.domain.reveals.open(lee, ticketId));
  await failure(bench.domain.reveals.open(lee, NONE));
  await bench.told();
  expect(bench.world.chat.of(bench.world.megan.objectId, 'foreign_attempt')).toHaveLength(1);
  const refused = bench.world.store.auditRows().filter(({ action }) => action === 'reveal.refused');
  expect(refused.map(({ detail, actorId }) => [detail, actorId])).toEqual([
    ['foreign', lee.objectId],
    ['unknown', lee.objectId],
  ]);
});
