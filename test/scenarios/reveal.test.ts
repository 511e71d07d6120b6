import { readingOf, valueOn } from '../support/asPerson';
import { textOf } from '../support/cardText';
import { scenario } from '../support/scenario';

describe('revealing a value', () => {
  const world = scenario();

  it('gives the value exactly once to ten concurrent clicks', async () => {
    const alex = world.personal('alex');
    const carrier = await alex.create({ application: 'Build Pipeline', name: 'Ten clicks' });
    const first = await alex.openDialog(carrier, 'Reveal');
    if (first.kind !== 'dialog') throw new Error('no dialog opened');
    expect(valueOn(first.dialog)).toBeUndefined();

    const answers = await Promise.all(Array.from({ length: 10 }, () => alex.pressInDialog(first.dialog, 'Show value')));

    const pages = answers.map((answer) => (answer.kind === 'dialog' ? answer.dialog : undefined));
    expect(pages.filter((page) => page && valueOn(page) !== undefined)).toHaveLength(1);
    const others = pages.filter((page) => page && valueOn(page) === undefined);
    expect(others).toHaveLength(9);
    for (const page of others) expect(textOf(page?.card)).toContain('Already shown');
  });

  it("gives nothing to another person's click and tells the owner", async () => {
    const alex = world.inGroup('alex');
    const carrier = await alex.create({ application: 'Status Page', name: 'Not for Lee' });
    const data = JSON.stringify(carrier.cards).match(/"ticket":"([^"]+)"(?:,"key":"([\w-]+)")?/);
    const answer = await world.sandbox.teams.simulator.deliver('lee', alex.conversationId, {
      type: 'invoke',
      name: 'task/submit',
      value: { data: { verb: 'carrier/show', ticket: data?.[1], key: data?.[2] } },
    });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain(world.sandbox.world.secretMarker);
    await world.personal('alex').sees('Not for Lee', 'Lee Tanaka');
    expect((await alex.reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('gives a new ticket for a vaulted value that was not seen, and tells the owner', async () => {
    const alex = world.personal('alex');
    const carrier = await alex.create({
      application: 'Warehouse Sync',
      name: 'Lost from sight',
      vault: true,
      owner: 'megan',
    });
    const { value } = await alex.reveal(carrier);
    const shown = await alex.sees('Lost from sight', 'not confirmed as stored');
    await alex.press(shown, "I didn't see it");
    const again = await alex.carrierOf('Lost from sight');
    expect(again.id).not.toBe(carrier.id);
    expect((await alex.reveal(again)).value).toBe(value);
    await world.personal('megan').sees('Lost from sight', 'Alex Rivera');
  });

  it('replaces an unvaulted credential whose value was not seen, the new one first', async () => {
    const alex = world.personal('alex');
    const carrier = await alex.create({ application: 'Invoice Portal', name: 'Made again' });
    const { value } = await alex.reveal(carrier);
    const shown = await alex.sees('Made again', 'not confirmed as stored');
    await alex.press(shown, 'Reissue');
    const again = await alex.carrierOf('Made again');
    expect((await alex.reveal(again)).value).not.toBe(value);
    await world.sandbox.teams.simulator.waitFor(
      () => world.credentialsOn('Invoice Portal').filter((name) => name.startsWith('Made again')).length === 1,
      { what: 'the old credential to be removed' },
    );
  });

  it('removes an unvaulted credential that nobody looked at, tells the person and offers to create it again', async () => {
    const alex = world.personal('alex');
    await alex.create({ application: 'Build Pipeline', name: 'Never opened' });
    await world.sandbox.world.clock.skip(16 * 60_000);
    await alex.sees('Never opened', 'emoved');
    await world.sandbox.teams.simulator.waitFor(
      () => !world.credentialsOn('Build Pipeline').some((name) => name.startsWith('Never opened')),
      { what: 'the credential to be removed' },
    );
    const told = await alex.sees('Never opened', 'Create again');
    const card = await alex.press(told, 'Create again');
    const wizard = card ? undefined : await alex.sees('Client Secret Details', 'Never opened');
    expect(card ? textOf(card) : readingOf(wizard as NonNullable<typeof wizard>)).toContain('Never opened');
    await alex.say('cancel');
  });

  it('was watched by a canary that saw values and ticket keys pass', () => {
    const { values, keys } = world.passed();
    expect(values).toBeGreaterThanOrEqual(6);
    expect(keys).toBeGreaterThanOrEqual(4);
  });

  it('gives the value once although Teams brings every click twice', async () => {
    const alex = world.personal('alex');
    const carrier = await alex.create({ application: 'Status Page', name: 'Delivered twice' });
    world.sandbox.world.faults.switchOn({ service: 'delivery', fault: { kind: 'duplicate' } }, 'twice');
    const first = await alex.openDialog(carrier, 'Reveal');
    if (first.kind !== 'dialog') throw new Error('no dialog opened');
    await alex.pressInDialog(first.dialog, 'Show value');
    world.sandbox.world.faults.switchOff('twice');
    await alex.sees('Delivered twice', 'not confirmed as stored');
    const later = await alex.pressInDialog(first.dialog, 'Show value');
    expect(later.kind === 'dialog' && textOf(later.dialog.card)).toContain('Already shown');
  });
});
