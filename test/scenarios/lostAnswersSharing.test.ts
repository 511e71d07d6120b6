import type { Fault, FaultRule } from '../../sandbox/world/faults';
import { readingOf } from '../support/asPerson';
import { textOf } from '../support/cardText';
import { comesTrue, copiesOf, valuesOn } from '../support/copies';
import { keptPromises } from '../support/keptPromises';
import { scenario } from '../support/scenario';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

const lost: Fault = { kind: 'lost_answer' };
const application = 'Warehouse Sync';

describe('when an answer is lost after the create', () => {
  const world = scenario();
  const kept = keptPromises(world);
  const alex = () => world.personal('alex');
  const megan = () => world.personal('megan');
  const lee = () => world.personal('lee');

  // Everybody has a chat with the bot, but for Priya.
  beforeAll(async () => {
    for (const key of ['alex', 'megan', 'lee', 'nora']) await world.personal(key).say('help');
  }, 30_000);

  afterEach(async () => {
    const { faults } = world.sandbox.world;
    expect(faults.list().filter(({ hits, times }) => hits !== times)).toEqual([]);
    faults.switchAllOff();
    await kept().hold();
  });

  const once = (rule: FaultRule) => world.sandbox.world.faults.switchOn({ times: 1, ...rule });
  const messageTo = (method: 'POST' | 'PUT', key: string) => {
    const { pathname } = new URL(world.sandbox.world.serviceUrl);
    const route = `${method} ${pathname}v3/conversations/${world.personal(key).conversationId}/activities`;
    return { service: 'connector', route, fault: lost } as const;
  };
  const shared = async (name: string): Promise<string> => {
    const reference = await sharedSecret(world, { name });
    kept().created(name, true);
    // Nothing is left to tell her when an answer is to be lost.
    await megan().sees('made you its owner', name);
    return reference;
  };

  it.each<[string, FaultRule]>([
    ['the credential', { service: 'graph', route: 'removePassword', fault: lost }],
    ['the credential, throttled', { service: 'graph', route: 'removePassword', fault: { kind: 'throttle' } }],
    [
      'the credential, among others',
      { service: 'graph', route: 'removePassword', fault: { kind: 'concurrency', form: 400 } },
    ],
    ['the vault entry', { service: 'keyVault', route: 'DELETE', fault: lost }],
    ['the vault entry, over and over', { service: 'keyVault', route: 'DELETE', fault: lost, times: 4 }],
  ])('of removing %s, a delete goes on until all is gone, and is told', async (what, rule) => {
    const name = `Delete ${what}`;
    await alex().created({ application, name, vault: true });
    kept().created(name, true);
    await alex().say(`delete ${name}`);
    const question = await alex().seesButton('Delete', `Delete ${name}?`);
    once({ ...rule, meanwhile: () => kept().addSimilar(application, name) });
    await alex().press(question, 'Delete', { typedName: name });
    kept().deleted(name);
    await comesTrue(world, () => alex().countOf(name, 'deleted') > 0, `${name} to be told`);
  });

  it.each([1, 6])('of reading the value (%i times), it is shown at most once', async (times) => {
    const name = `Read, lost ${times}`;
    const reference = await shared(name);
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name });
    const id = once({ service: 'keyVault', route: 'GET /secrets/', fault: lost, times });
    const first = await valuesOn(lee(), name);
    world.sandbox.world.faults.switchOff(id);
    expect(first).toHaveLength(times === 1 ? 1 : 0);
    // What nobody saw can still be seen.
    expect([...first, ...(await valuesOn(lee(), name))]).toHaveLength(1);
    expect((await lee().sees(name, 'not confirmed as stored')).id).toBe(carrier.id);
  });

  it('of the card that would open an unvaulted value, nothing is created, and that card opens nothing', async () => {
    const name = 'Card, lost';
    const wizard = await alex().fillIn({ application, name });
    once(messageTo('POST', 'alex'));
    await alex().press(wizard, 'Submit');
    await world.passUntil(() => alex().seesOutcome(name, 1_500));
    await alex().sees('Not created', name, 'Microsoft Teams did not answer', 'Nothing was created');
    expect(kept().madeEver(name)).toBe(0);
    expect(await valuesOn(alex(), name)).toEqual([]);
  });

  it('of the card that opens a vaulted value, a second card may come, and one of them opens it', async () => {
    const name = 'Vaulted card, lost';
    const wizard = await alex().fillIn({ application, name, vault: true });
    once(messageTo('POST', 'alex'));
    await alex().press(wizard, 'Submit');
    kept().created(name, true);
    await comesTrue(world, () => copiesOf(alex(), 'Reveal', name).length === 2, 'the second card');
    expect(await valuesOn(alex(), name)).toHaveLength(1);
  });

  it('of the approval card, both copies act on one request', async () => {
    const name = 'Approval card, lost';
    const reference = await shared(name);
    once(messageTo('POST', 'megan'));
    await ask(lee(), reference, `why ${name}`);
    await comesTrue(world, () => copiesOf(megan(), 'Approve', `why ${name}`).length === 2, 'the second card');
    const [first, second] = copiesOf(megan(), 'Approve', `why ${name}`);
    if (!first || !second) throw new Error('no two cards');
    const denyOnTheOther = megan().hold(second, 'Deny');
    await megan().press(first, 'Approve');
    await lee().carrierOf(name);
    expect(await denyOnTheOther({ reason: 'no' })).toContain('Approved');
    expect(lee().countOf('Denied', name)).toBe(0);
    expect(await valuesOn(lee(), name)).toHaveLength(1);
  });

  it('of the requester’s notice, the same message says it once', async () => {
    const name = 'Notice, lost';
    const waits = await ask(lee(), await shared(name), `why ${name}`);
    const card = await asked(megan(), `why ${name}`);
    once(messageTo('PUT', 'lee'));
    await megan().press(card, 'Deny', { reason: 'Use the pipeline' });
    expect((await lee().sees('Denied', name, 'Use the pipeline')).id).toBe(waits.id);
    await world.sandbox.world.clock.skip(31_000);
    expect(
      textOf(
        await megan()
          .press(card, 'Approve')
          .catch(() => undefined),
      ),
    ).not.toContain('You have access');
    expect(lee().countOf('Denied', name)).toBe(1);
  });

  it('of the card that says “shown”, it says so, and opens nothing more', async () => {
    const name = 'Shown, lost';
    const reference = await shared(name);
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name });
    await lee().sees('approved your request', name);
    once(messageTo('PUT', 'lee'));
    expect(await valuesOn(lee(), name)).toHaveLength(1);
    const told = await lee().sees(name, 'not confirmed as stored');
    expect(told.id).toBe(carrier.id);
    expect(await valuesOn(lee(), name)).toEqual([]);
  });

  it('of opening a chat, the same chat is found again, and the card comes once', async () => {
    const name = 'Chat, lost';
    const reference = await sharedSecret(world, { name, location: 'prod' });
    kept().created(name, true);
    const { pathname } = new URL(world.sandbox.world.serviceUrl);
    const route = `POST ${pathname}v3/conversations$`;
    // The first is refused, since the app is not there for her; the bot installs it and asks again.
    once({ service: 'connector', route, fault: { kind: 'delay', milliseconds: 0 } });
    once({ service: 'connector', route, fault: lost });
    await megan().say(`request ${reference} for 2h because why ${name}`);
    const priya = world.personal('priya');
    await comesTrue(world, () => copiesOf(priya, 'Approve', `why ${name}`).length > 0, 'the card');
    expect(copiesOf(priya, 'Approve', `why ${name}`)).toHaveLength(1);
    expect(priya.messages().filter((message) => readingOf(message).includes(`why ${name}`))).toHaveLength(1);
  });
});
