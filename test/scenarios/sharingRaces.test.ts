import { readingOf } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { scenario } from '../support/scenario';
import { ask, asked, sharedSecret } from '../support/sharedSecret';

describe('decisions that meet', () => {
  const world = scenario();
  const lee = () => world.personal('lee');
  const megan = () => world.personal('megan');
  /** Cards of Lee's that open a value. */
  const carriersOf = (name: string) =>
    lee()
      .messages()
      .filter((message) => readingOf(message).includes(name) && JSON.stringify(message.cards).includes('"ticket"'));

  it('are one decision and one ticket when twenty approving clicks come at once', async () => {
    const reference = await sharedSecret(world, { name: 'Twenty clicks' });
    await ask(lee(), reference, 'twenty times yes');
    const card = await asked(megan(), 'twenty times yes');
    const approve = megan().hold(card, 'Approve');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => approve({ hours: String(1 + (index % 4)) })),
    );
    expect(new Set(answers.map((answer) => /until [^.]+/.exec(answer)?.[0])).size).toBe(1);
    for (const answer of answers) expect(answer).toContain('Approved');

    const carrier = await lee().carrierOf('Twenty clicks');
    expect(carriersOf('Twenty clicks')).toHaveLength(1);
    await lee().reveal(carrier);
    await lee().sees('Twenty clicks', 'not confirmed as stored');
    await megan().say(`show ${reference}`);
    const shown = await megan().seesButton('Revoke', 'Twenty clicks');
    expect(shown.cards.flatMap(buttonsOf).filter((title) => title === 'Revoke')).toHaveLength(1);
  });

  it('end the same way for everybody when one approves and one denies in the same moment', async () => {
    const reference = await sharedSecret(world, { name: 'Yes and no' });
    await ask(lee(), reference, 'yes and no');
    const card = await asked(megan(), 'yes and no');
    const [approve, deny] = [megan().hold(card, 'Approve'), megan().hold(card, 'Deny')];
    const answers = await Promise.all([approve({ hours: '4' }), deny({ reason: 'No.' })]);
    const outcome = answers[0].includes('Approved') ? 'Approved' : 'Denied';
    for (const answer of answers) expect(answer).toContain(outcome);
    const told = await lee().sees(outcome, 'Yes and no');
    expect(told.cards.flatMap(buttonsOf)).not.toContain('Withdraw');
    // A notice of its own, which another process may tell a moment later.
    if (outcome === 'Approved') await lee().sees('You have access', 'Yes and no');
    expect(lee().countOf('You have access', 'Yes and no')).toBe(outcome === 'Approved' ? 1 : 0);
  });

  it('end the same way for everybody when the time is over in the moment of the approval', async () => {
    const reference = await sharedSecret(world, { name: 'At the last moment' });
    await ask(lee(), reference, 'at the last moment');
    const approve = megan().hold(await asked(megan(), 'at the last moment'), 'Approve');
    // A token of Teams is good for an hour: the last step is a short one.
    await world.sandbox.world.clock.skip(48 * 3_600_000 - 60_000);
    const [answer] = await Promise.all([approve({ hours: '4' }), world.sandbox.world.clock.skip(61_000)]);
    const outcome = answer.includes('Approved') ? 'Approved' : 'Nobody decided in time';
    expect(answer).toContain(outcome);
    await megan().sees(outcome, 'At the last moment');
    await lee().sees(outcome, 'At the last moment');
  });

  it('change nothing when Teams brings every click twice with the same and once more with a new id', async () => {
    const reference = await sharedSecret(world, { name: 'Every click thrice' });
    world.sandbox.world.faults.switchOn({ service: 'delivery', fault: { kind: 'duplicate' } }, 'twice');
    try {
      await lee().say(`show ${reference}`);
      const shown = await lee().seesButton('Request access', 'Every click thrice');
      await lee().press(shown, 'Request access');
      await lee().press(shown, 'Send request', { hours: '4', reason: 'every click thrice' });
      await megan().press(await asked(megan(), 'every click thrice'), 'Approve');
      await lee().carrierOf('Every click thrice');
    } finally {
      world.sandbox.world.faults.switchOff('twice');
    }
    const carrier = await lee().carrierOf('Every click thrice');
    expect(carriersOf('Every click thrice').map(({ id }) => id)).toEqual([carrier.id]);
    expect(megan().countOf('every click thrice')).toBe(1);
    await lee().reveal(carrier);
  });

  it('act on one request from both copies of a card whose first answer was lost', async () => {
    const reference = await sharedSecret(world, { name: 'Two copies' });
    await lee().say(`request ${reference}`);
    const form = await lee().seesButton('Send request', 'Two copies');
    world.sandbox.world.faults.switchOn(
      { service: 'connector', route: 'POST', fault: { kind: 'lost_answer' }, times: 1 },
      'lost',
    );
    await lee().press(form, 'Send request', { hours: '4', reason: 'two copies of it' });
    const copies = () =>
      megan()
        .messages()
        .filter((message) => readingOf(message).includes('two copies of it'));
    await world.sandbox.teams.simulator.waitFor(() => copies().length >= 1, { what: 'the first copy' });
    await world.sandbox.world.clock.skip(2 * 60_000);
    await world.sandbox.teams.simulator.waitFor(() => copies().length === 2, { what: 'the second copy' });
    world.sandbox.world.faults.switchOff('lost');
    const [first] = copies();
    if (!first) throw new Error('no copy');
    const decided = await megan().press(first, 'Approve', { hours: '4' });
    expect(textOf(decided)).toContain('Approved');
    await lee().carrierOf('Two copies');
    await world.sandbox.teams.simulator.waitFor(
      () =>
        megan()
          .messages()
          .filter((message) => readingOf(message).includes('Two copies'))
          .every(isDecided),
      { what: 'both copies to show the decision' },
    );
    expect(carriersOf('Two copies')).toHaveLength(1);
  });

  function isDecided(message: Parameters<typeof readingOf>[0]): boolean {
    const buttons = message.cards.flatMap(buttonsOf);
    return !buttons.includes('Approve') && !buttons.includes('Deny');
  }
});
