import { type AsPerson, readingOf } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { type Scenario, scenario } from '../support/scenario';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

const places = [
  ['a personal chat', (world: Scenario) => world.personal('lee')],
  ['a group chat', (world: Scenario) => world.inGroup('lee')],
  ['a channel', (world: Scenario) => world.inChannel('lee')],
] as const satisfies readonly (readonly [string, (world: Scenario) => AsPerson])[];

describe('asking for access', () => {
  const world = scenario();

  describe.each(places)('in %s', (place, who) => {
    const name = `Wanted in ${place}`;

    it('leads from the request over the approval of the owner to the value, seen once', async () => {
      const reference = await sharedSecret(world, { name });
      const lee = who(world);
      const megan = world.personal('megan');
      await lee.say(`show ${reference}`);
      const shown = await lee.seesButton('Request access', name);
      const form = await lee.press(shown, 'Request access');
      expect(textOf(form)).toContain(`Request access to ${name}`);
      const again = await lee.press(shown, 'Send request', { hours: '4', reason: '' });
      expect(buttonsOf(again)).toContain('Send request');
      const waits = await lee.press(shown, 'Send request', { hours: '4', reason: `for ${place}` });
      expect(textOf(waits)).toContain('Your request waits for a decision');

      const card = await asked(megan, `for ${place}`);
      for (const said of ['Lee Tanaka', name, 'Build Pipeline', 'After that, this person knows the value']) {
        expect(readingOf(card)).toContain(said);
      }
      const decided = await megan.press(card, 'Approve', { hours: '4' });
      expect(textOf(decided)).toContain('Approved');
      expect(buttonsOf(decided)).toEqual([]);

      const carrier = await lee.carrierOf(name);
      expect(carrier.targeted).toBe(place !== 'a personal chat');
      expect(readingOf(carrier)).toContain('can be opened **once**, until');
      await lee.sees('approved your request', name);
      const { value, dialog } = await lee.reveal(carrier);
      expect(value).toContain(world.sandbox.world.secretMarker);
      await lee.pressInDialog(dialog, 'Submit');
      await lee.sees('and stored', name);
    });

    it('tells the owner who has seen it, and nobody else anything', async () => {
      const megan = world.personal('megan');
      await megan.say(`show ${name}`);
      const shown = await megan.seesButton('Revoke', name);
      expect(readingOf(shown)).toContain('Lee Tanaka');
      const others = place === 'a personal chat' ? [] : ['alex', 'megan', 'nora'];
      const cards = others.flatMap((key) => {
        const there = place === 'a group chat' ? world.inGroup(key) : world.inChannel(key);
        return there.messages().filter((message) => message.from.kind === 'bot' && readingOf(message).includes(name));
      });
      expect(cards).toEqual([]);
    });
  });

  it('asks for what is missing, and takes everything in one line', async () => {
    const reference = await sharedSecret(world, { name: 'In one line' });
    const lee = world.personal('lee');
    await lee.say(`request ${reference}`);
    await lee.seesButton('Send request', 'In one line');
    await lee.say(`request ${reference} for 9999h because I want it for long`);
    await lee.seesButton('Send request', 'I want it for long');
    await lee.say('request In one line for 2 hours because it is one line');
    const waits = await lee.sees('Your request waits for a decision', 'it is one line');
    expect(readingOf(waits)).toContain('2 hours');
    await lee.press(waits, 'Withdraw');
  });

  it('shows the open request instead of a second one', async () => {
    const reference = await sharedSecret(world, { name: 'Asked twice' });
    const lee = world.personal('lee');
    await ask(lee, reference, 'the first time');
    await asked(world.personal('megan'), 'the first time');
    await lee.say(`request ${reference} for 1h because a second time`);
    const shown = await lee.sees('Your request waits for a decision', 'the first time');
    expect(readingOf(shown)).toContain('4 hours');
    expect(lee.countOf('Your request waits for a decision', 'the first time')).toBe(1);
    await lee.say('requests');
    const list = await lee.sees('You asked for', 'Asked twice');
    expect(readingOf(list).match(/^Asked twice$/gm)).toHaveLength(1);
    expect(world.personal('megan').countOf('a second time')).toBe(0);
  });

  it('lets the approver allow less than was asked', async () => {
    const reference = await sharedSecret(world, { name: 'For less' });
    const lee = world.personal('lee');
    const megan = world.personal('megan');
    await ask(lee, reference, 'four hours please');
    await megan.press(await asked(megan, 'four hours please'), 'Approve', { hours: '1' });
    const carrier = await lee.carrierOf('For less');
    await world.sandbox.world.clock.skip(61 * 60_000);
    await lee.sees('Your access has ended', 'For less');
    expect(carrier.id).toBe((await lee.sees('Your access has ended', 'For less')).id);
  });

  it('tells why it was denied, and needs a reason for that', async () => {
    const reference = await sharedSecret(world, { name: 'Turned down' });
    const lee = world.personal('lee');
    const megan = world.personal('megan');
    await ask(lee, reference, 'just curious');
    const card = await asked(megan, 'just curious');
    const unsaid = await megan.press(card, 'Deny', { reason: ' ' });
    expect(buttonsOf(unsaid)).toContain('Deny');
    const denied = await megan.press(card, 'Deny', { reason: 'Use the pipeline instead' });
    expect(textOf(denied)).toContain('Denied');
    await lee.sees('Denied', 'Turned down', 'Megan Osei', 'Use the pipeline instead');
    expect(lee.countOf('You have access', 'Turned down')).toBe(0);
  });

  it('lets the requester withdraw; a late click is answered with that', async () => {
    const reference = await sharedSecret(world, { name: 'Taken back' });
    const lee = world.personal('lee');
    const megan = world.personal('megan');
    const waits = await ask(lee, reference, 'on second thoughts');
    const card = await asked(megan, 'on second thoughts');
    const approve = megan.hold(card, 'Approve');
    const withdrawn = await lee.press(waits, 'Withdraw');
    expect(textOf(withdrawn)).toContain('Withdrawn');
    const told = await megan.sees('Withdrawn', 'Taken back');
    expect(told.id).toBe(card.id);
    expect(told.cards.flatMap(buttonsOf)).toEqual([]);
    expect(await approve({ hours: '4' })).toContain('Withdrawn');
    expect(lee.countOf('You have access', 'Taken back')).toBe(0);
  });

  it('refuses the approval of whoever asked, and of anybody who was not asked', async () => {
    const reference = await sharedSecret(world, { name: 'Not by myself' });
    const lee = world.personal('lee');
    const megan = world.personal('megan');
    await ask(lee, reference, 'I approve it myself');
    const card = await asked(megan, 'I approve it myself');
    const approve = megan.hold(card, 'Approve');
    for (const key of ['lee', 'alex', 'nora']) {
      expect(await approve({ hours: '4' }, world.personal(key))).not.toContain('Approved');
    }
    expect(lee.countOf('You have access', 'Not by myself')).toBe(0);
    const decided = await megan.press(card, 'Approve', { hours: '1' });
    expect(textOf(decided)).toContain('Approved');
    await lee.carrierOf('Not by myself');
  });

  it('does not let anybody know of a secret that is not shared with them', async () => {
    const reference = await sharedSecret(world, { name: 'Not shared', share: false });
    const lee = world.personal('lee');
    await lee.say(`request ${reference} because I heard of it`);
    await lee.sees('I found no such secret', reference);
  });

  it('gives a grant to its holder alone', async () => {
    const reference = await sharedSecret(world, { name: 'Of Lee alone' });
    const lee = world.personal('lee');
    const carrier = await grant(world, { holder: lee, approver: 'megan', reference, name: 'Of Lee alone' });
    const ticket = JSON.stringify(carrier.cards).match(/"ticket":"([^"]+)"/)?.[1];
    for (const key of ['alex', 'megan', 'nora']) {
      const there = world.personal(key);
      const answer = await world.sandbox.teams.simulator.deliver(key, there.conversationId, {
        type: 'invoke',
        name: 'task/submit',
        value: { data: { verb: 'carrier/show', ticket } },
      });
      expect(JSON.stringify(answer.body)).not.toContain(world.sandbox.world.secretMarker);
    }
    expect((await lee.reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
    const first = await lee.sees('Of Lee alone', 'not confirmed as stored');
    expect(first.cards.flatMap(buttonsOf)).not.toContain('Reveal');
  });
});
