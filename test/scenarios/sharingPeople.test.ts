import { readingOf } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { scenario } from '../support/scenario';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

describe('who decides', () => {
  const world = scenario();
  const lee = () => world.personal('lee');
  const megan = () => world.personal('megan');
  const nora = () => world.personal('nora');
  /** The bot remembers for five minutes whom the directory knows, where no decision hangs on it. */
  const disabledDuring = async (key: string, work: () => Promise<void>): Promise<void> => {
    const person = world.sandbox.world.person(key);
    person.enabled = false;
    try {
      await work();
    } finally {
      person.enabled = true;
      await world.sandbox.world.clock.skip(6 * 60_000);
    }
  };

  it('is nobody for a pre-approved owner: a private card of their own opens the value, once', async () => {
    await sharedSecret(world, { name: 'Mine already', preApprove: true });
    const carrier = await megan().carrierOf('Mine already');
    expect((await megan().reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
    await megan().sees('Mine already', 'not confirmed as stored');
    await megan().say('request Mine already');
    await megan().sees('You need no approval');
    const again = await megan().carrierOf('Mine already');
    expect(again.id).not.toBe(carrier.id);
    expect((await megan().reveal(again)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('are the approvers of the location for an owner who is not pre-approved', async () => {
    const reference = await sharedSecret(world, { name: 'Mine to ask for' });
    await ask(megan(), reference, 'it is mine after all');
    const card = await asked(nora(), 'it is mine after all');
    expect(megan().countOf('asks for access', 'it is mine after all')).toBe(0);
    const approve = nora().hold(card, 'Approve');
    expect(await approve({ hours: '4' }, megan())).not.toContain('Approved');
    await nora().press(card, 'Approve', { hours: '2' });
    const carrier = await megan().carrierOf('Mine to ask for');
    expect((await megan().reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('are the approvers of the location while the owner is disabled', async () => {
    const reference = await sharedSecret(world, { name: 'Owner disabled' });
    await disabledDuring('megan', async () => {
      await ask(lee(), reference, 'the owner is disabled');
      await nora().press(await asked(nora(), 'the owner is disabled'), 'Approve');
      await lee().carrierOf('Owner disabled');
      expect(megan().countOf('the owner is disabled')).toBe(0);
    });
  });

  it('is not an owner who was disabled after the request', async () => {
    const reference = await sharedSecret(world, { name: 'Disabled meanwhile' });
    await ask(lee(), reference, 'disabled meanwhile');
    const approve = megan().hold(await asked(megan(), 'disabled meanwhile'), 'Approve');
    await disabledDuring('megan', async () => {
      expect(await approve({ hours: '4' })).not.toContain('Approved');
    });
    expect(lee().countOf('You have access', 'Disabled meanwhile')).toBe(0);
  });

  it('gives nothing to a requester who was disabled before the decision', async () => {
    const reference = await sharedSecret(world, { name: 'Requester gone' });
    await ask(lee(), reference, 'gone before the decision');
    const card = await asked(megan(), 'gone before the decision');
    await disabledDuring('lee', async () => {
      const answer = await megan().press(card, 'Approve');
      expect(textOf(answer)).toContain('not active any more');
      expect(buttonsOf(answer)).toEqual([]);
    });
    expect(lee().countOf('You have access', 'Requester gone')).toBe(0);
  });

  it('are two different people where the location asks for two', async () => {
    const reference = await sharedSecret(world, { name: 'Four eyes', location: 'restricted' });
    await ask(lee(), reference, 'four eyes please');
    const meganCard = await asked(megan(), 'four eyes please');
    const noraCard = await asked(nora(), 'four eyes please');
    const approve = megan().hold(meganCard, 'Approve');
    const half = await megan().press(meganCard, 'Approve', { hours: '4' });
    expect(textOf(half)).toContain('still waits for somebody else');
    expect(buttonsOf(half)).toEqual([]);
    expect(await approve({ hours: '4' })).toContain('still waits for somebody else');
    expect(lee().countOf('You have access', 'Four eyes')).toBe(0);
    await nora().seesButton('Approve', 'four eyes please', 'Megan Osei');

    const whole = await nora().press(noraCard, 'Approve', { hours: '1' });
    expect(textOf(whole)).toContain('Approved');
    const outcome = await megan().sees('Approved', 'Four eyes', 'Nora Lindqvist');
    expect(outcome.id).toBe(meganCard.id);
    const carrier = await lee().carrierOf('Four eyes');
    await world.sandbox.world.clock.skip(61 * 60_000);
    const over = await lee().sees('Your access has ended', 'Four eyes');
    expect(over.id).toBe(carrier.id);
  });

  it('can be stopped by one of two', async () => {
    const reference = await sharedSecret(world, { name: 'One no', location: 'restricted' });
    await ask(lee(), reference, 'one no is enough');
    const meganCard = await asked(megan(), 'one no is enough');
    await megan().press(meganCard, 'Approve');
    await nora().press(await asked(nora(), 'one no is enough'), 'Deny', { reason: 'Not on a Friday' });
    await lee().sees('Denied', 'One no', 'Not on a Friday');
    const outcome = await megan().sees('Denied', 'One no');
    expect(outcome.id).toBe(meganCard.id);
  });

  it('must be enough people, which is said at the request', async () => {
    const reference = await sharedSecret(world, { name: 'Only Nora', owner: 'nora' });
    await nora().say(`request ${reference} because nobody else is there`);
    await nora().sees('Too few people can decide this');
  });

  it('may ask, too, as the one who created it', async () => {
    const reference = await sharedSecret(world, { name: 'Of the creator' });
    const alex = world.personal('alex');
    await alex.reveal(await alex.carrierOf('Of the creator'));
    const carrier = await grant(world, { holder: alex, approver: 'megan', reference, name: 'Of the creator' });
    expect(readingOf(carrier)).toContain('You have access');
    await alex.reveal(carrier);
  });
});
