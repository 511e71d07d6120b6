import { readingOf } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { scenario } from '../support/scenario';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

const HOUR = 3_600_000;

describe('requests and grants in time', () => {
  const world = scenario();
  const lee = () => world.personal('lee');
  const megan = () => world.personal('megan');
  const nora = () => world.personal('nora');
  const skip = (hours: number) => world.sandbox.world.clock.skip(hours * HOUR);

  it('remind the owner, then ask the approvers of the location too, and one of them decides for all', async () => {
    const reference = await sharedSecret(world, { name: 'Owner away' });
    await ask(lee(), reference, 'the owner is away');
    const card = await asked(megan(), 'the owner is away');
    await skip(4.1);
    await megan().sees('A request still waits for you', 'Owner away');
    expect(nora().countOf('the owner is away')).toBe(0);
    await skip(4.1);
    const hers = await asked(nora(), 'the owner is away');
    expect(textOf(await nora().press(hers, 'Approve'))).toContain('Approved');
    await lee().carrierOf('Owner away');
    const late = await megan().sees('Approved', 'Owner away', 'Nora Lindqvist');
    expect(late.id).toBe(card.id);
    expect(late.cards.flatMap(buttonsOf)).toEqual([]);
  });

  it('end undecided requests; whoever clicks later is told so', async () => {
    const reference = await sharedSecret(world, { name: 'Nobody decides' });
    await ask(lee(), reference, 'does anybody decide');
    const approve = megan().hold(await asked(megan(), 'does anybody decide'), 'Approve');
    await skip(48.1);
    await lee().sees('Nobody decided in time', 'Nobody decides');
    await megan().sees('Nobody decided in time', 'Nobody decides');
    expect(await approve({ hours: '4' })).toContain('Nobody decided in time');
    expect(lee().countOf('You have access', 'Nobody decides')).toBe(0);
    await ask(lee(), reference, 'asked once more');
  });

  it('end by themselves, and say so kindly on the card and in an open dialog', async () => {
    const reference = await sharedSecret(world, { name: 'Too late' });
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Too late' });
    const opened = await lee().openDialog(carrier, 'Reveal');
    if (opened.kind !== 'dialog') throw new Error('no dialog opened');
    await skip(4.1);
    const answer = await lee().pressInDialog(opened.dialog, 'Show value');
    expect(answer.kind === 'dialog' && textOf(answer.dialog.card)).toContain('Your access has ended');
    const over = await lee().sees('Your access has ended', 'Too late');
    expect(over.cards.flatMap(buttonsOf)).not.toContain('Reveal');
  });

  it('open nothing any more once they were revoked between approval and reveal', async () => {
    const reference = await sharedSecret(world, { name: 'Revoked' });
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Revoked' });
    const opened = await lee().openDialog(carrier, 'Reveal');
    if (opened.kind !== 'dialog') throw new Error('no dialog opened');
    await megan().say(`show ${reference}`);
    const shown = await megan().seesButton('Revoke', 'Revoked');
    const revoke = megan().hold(shown, 'Revoke');
    expect(textOf(await megan().press(shown, 'Revoke'))).toContain('Access ended');
    const answer = await lee().pressInDialog(opened.dialog, 'Show value');
    expect(JSON.stringify(answer)).not.toContain(world.sandbox.world.secretMarker);
    expect(answer.kind === 'dialog' && textOf(answer.dialog.card)).toContain('Your access has ended');
    await lee().sees('ended your access', 'Megan Osei', 'Revoked');
    expect(await revoke()).toContain('Access ended');
    expect(megan().countOf('Lee Tanaka knows the value', 'Revoked')).toBe(0);
  });

  it('tell the owner who knows the value when access ends early after it was used', async () => {
    const reference = await sharedSecret(world, { name: 'Known' });
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Known' });
    await lee().reveal(carrier);
    await nora().say(`show ${reference}`);
    await nora().press(await nora().seesButton('Revoke', 'Known'), 'Revoke');
    await megan().sees('Lee Tanaka knows the value', 'Known');
  });

  it('can be given back by their holder', async () => {
    const reference = await sharedSecret(world, { name: 'Given back' });
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Given back' });
    await lee().say('requests');
    const list = await lee().seesButton('Give back', 'You have access to', 'Given back');
    // Newest first: the first such button is that of the newest grant.
    expect(textOf(await lee().press(list, 'Give back'))).toContain('You cannot open the value any more');
    await world.sandbox.teams.simulator.waitFor(
      () =>
        !lee()
          .messages()
          .find(({ id }) => id === carrier.id)
          ?.cards.flatMap(buttonsOf)
          .includes('Reveal'),
      { what: 'the carrier to lose its button' },
    );
  });

  it('show both sides in one list, and lead from there to the decision', async () => {
    const reference = await sharedSecret(world, { name: 'In the list' });
    await ask(lee(), reference, 'look into the list');
    await asked(megan(), 'look into the list');
    await megan().say('requests');
    const list = await megan().seesButton('Decide', 'Waiting for you', 'In the list');
    expect(readingOf(list)).toContain('Lee Tanaka');
    await lee().say('requests');
    await lee().sees('You asked for', 'In the list');
  });

  it('tell the owner when somebody who has seen the value is disabled', async () => {
    const reference = await sharedSecret(world, { name: 'Seen and gone' });
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Seen and gone' });
    await lee().reveal(carrier);
    world.sandbox.world.person('lee').enabled = false;
    await skip(25);
    await megan().sees('Lee Tanaka knows the value', 'Seen and gone', 'disabled');
    await skip(25);
    expect(megan().countOf('Lee Tanaka knows the value', 'Seen and gone', 'disabled')).toBe(1);
    world.sandbox.world.person('lee').enabled = true;
  });
});
