import { buttonsOf, textOf } from '../support/cardText';
import { scenario } from '../support/scenario';
import { ask, asked, grant, sharedSecret } from '../support/sharedSecret';

describe('settings after creation', () => {
  const world = scenario();
  const alex = () => world.personal('alex');
  const lee = () => world.personal('lee');
  const megan = () => world.personal('megan');
  const nora = () => world.personal('nora');
  const idOf = (key: string) => world.sandbox.world.person(key).objectId;

  it('are changed by the owner, seen by all concerned, and refused to others', async () => {
    const reference = await sharedSecret(world, { name: 'Opened later', share: false });
    await lee().say(`share ${reference}`);
    await lee().sees('I found no such secret', reference);
    await alex().say(`share ${reference}`);
    await alex().sees('Only its owner and administrators');
    await megan().say(`share ${reference}`);
    const form = await megan().seesButton('Save', 'Opened later');
    const saved = await megan().press(form, 'Save', { share: 'true' });
    expect(textOf(saved)).toContain('Saved');
    await ask(lee(), reference, 'now it is shared');
  });

  it('can be changed by an administrator, and the owner is told', async () => {
    const reference = await sharedSecret(world, { name: 'By an administrator', share: false });
    await nora().say(`share ${reference}`);
    await nora().press(await nora().seesButton('Save', 'By an administrator'), 'Save', { share: 'true' });
    await megan().sees('Nora Lindqvist', 'changed the settings', 'By an administrator');
  });

  it('end open requests and all access given when sharing is switched off', async () => {
    const reference = await sharedSecret(world, { name: 'Closed again' });
    const carrier = await grant(world, { holder: nora(), approver: 'megan', reference, name: 'Closed again' });
    const waits = await ask(lee(), reference, 'before it closes');
    const card = await asked(megan(), 'before it closes');
    const approve = megan().hold(card, 'Approve');
    await megan().say(`share ${reference}`);
    await megan().press(await megan().seesButton('Save', 'Closed again'), 'Save', { share: 'false' });

    const ended = await lee().sees('Sharing was switched off', 'Closed again');
    expect(ended.id).toBe(waits.id);
    const told = await megan().sees('Sharing was switched off', 'Closed again');
    expect(told.id).toBe(card.id);
    expect(await approve({ hours: '4' })).toContain('Sharing was switched off');
    expect(lee().countOf('You have access', 'Closed again')).toBe(0);
    const closed = await nora().sees('Your access has ended', 'Closed again', 'This card opens nothing any more');
    expect(closed.id).toBe(carrier.id);
  });

  it('end open requests when the secret is handed over, and the tickets of the old owner', async () => {
    const reference = await sharedSecret(world, { name: 'Handed over', preApprove: true });
    const hers = await megan().carrierOf('Handed over');
    const opened = await megan().openDialog(hers, 'Reveal');
    if (opened.kind !== 'dialog') throw new Error('no dialog opened');
    const waits = await ask(lee(), reference, 'before it is handed over');
    const card = await asked(megan(), 'before it is handed over');
    const approve = megan().hold(card, 'Approve');
    await megan().say(`share ${reference}`);
    const saved = await megan().press(await megan().seesButton('Save', 'Handed over'), 'Save', {
      owner: idOf('nora'),
      preApprove: 'false',
    });
    expect(textOf(saved)).toContain('Nora Lindqvist');

    const ended = await lee().sees('The secret has a new owner', 'Handed over');
    expect(ended.id).toBe(waits.id);
    expect(await approve({ hours: '4' })).toContain('The secret has a new owner');
    await nora().sees('made you the owner', 'Handed over');
    const answer = await megan().pressInDialog(opened.dialog, 'Show value');
    expect(JSON.stringify(answer)).not.toContain(world.sandbox.world.secretMarker);
    await lee().say(`request ${reference} for 1h because there is a new owner`);
    await asked(nora(), 'there is a new owner');
  });

  it('hand a pre-approved secret over with a private card for the new owner', async () => {
    const reference = await sharedSecret(world, { name: 'With a card' });
    await nora().say(`share ${reference}`);
    await nora().press(await nora().seesButton('Save', 'With a card'), 'Save', {
      owner: idOf('lee'),
      preApprove: 'true',
    });
    const carrier = await lee().carrierOf('With a card');
    expect((await lee().reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('wait for the approvers of the location where they would give access to whoever changes them', async () => {
    const reference = await sharedSecret(world, { name: 'Approving oneself' });
    await megan().say(`share ${reference}`);
    const form = await megan().seesButton('Save', 'Approving oneself');
    const unsaid = await megan().press(form, 'Save', { preApprove: 'true' });
    expect(buttonsOf(unsaid)).toContain('Save');
    const waits = await megan().press(form, 'Save', { preApprove: 'true', reason: 'I rotate it by hand' });
    expect(textOf(waits)).toContain('Your request waits for a decision');
    expect(megan().countOf('You have access', 'Approving oneself')).toBe(0);

    const card = await asked(nora(), 'I rotate it by hand');
    const approve = nora().hold(card, 'Approve');
    expect(await approve({}, megan())).not.toContain('Approved');
    expect(textOf(await nora().press(card, 'Approve'))).toContain('Approved');
    const carrier = await megan().carrierOf('Approving oneself');
    expect((await megan().reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('wait, too, where an administrator hands a secret to themselves', async () => {
    const reference = await sharedSecret(world, { name: 'To myself', location: 'prod' });
    await nora().say(`share ${reference}`);
    const form = await nora().seesButton('Save', 'To myself');
    const answer = await nora().press(form, 'Save', { owner: idOf('nora'), preApprove: 'true', reason: 'mine now' });
    expect(textOf(answer)).toContain('Your request waits for a decision');
    await world.personal('priya').seesButton('Approve', 'mine now');
    expect(nora().countOf('mine now', 'asks to change')).toBe(0);
  });

  it('name nobody as owner who may not be one', async () => {
    const reference = await sharedSecret(world, { name: 'Not for Dana' });
    await megan().say(`share ${reference}`);
    const form = await megan().seesButton('Save', 'Not for Dana');
    for (const owner of [idOf('dana'), idOf('gus'), 'nobody at all']) {
      const again = await megan().press(form, 'Save', { owner });
      expect(buttonsOf(again)).toContain('Save');
    }
    const kept = await megan().press(form, 'Save', { owner: '' });
    expect(textOf(kept)).toContain('Megan Osei');
  });
});

describe('freeze and thaw', () => {
  const world = scenario();
  const lee = () => world.personal('lee');
  const megan = () => world.personal('megan');
  const nora = () => world.personal('nora');

  it('stop and start reveals, requests and decisions at once, for administrators only', async () => {
    const reference = await sharedSecret(world, { name: 'Frozen' });
    const other = await sharedSecret(world, { name: 'Asked before' });
    const third = await sharedSecret(world, { name: 'Asked meanwhile' });
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Frozen' });
    const opened = await lee().openDialog(carrier, 'Reveal');
    if (opened.kind !== 'dialog') throw new Error('no dialog opened');
    await ask(lee(), other, 'asked before the freeze');
    const card = await asked(megan(), 'asked before the freeze');
    for (const person of [lee(), megan()]) {
      await person.say('freeze');
      await person.sees('Only administrators of SecretBot can stop everything');
    }

    await nora().say('freeze because a laptop was lost');
    await nora().sees('Everything is stopped');
    const stopped = await lee().pressInDialog(opened.dialog, 'Show value');
    expect(stopped.kind === 'dialog' && textOf(stopped.dialog.card)).toContain('Everything is stopped for now');
    const approve = megan().hold(card, 'Approve');
    expect(await approve({ hours: '4' })).toContain('Everything is stopped for now');
    await lee().say(`request ${third} because it is urgent`);
    await lee().sees('Everything is stopped for now', 'Nora Lindqvist');
    await megan().say('thaw');
    await megan().sees('Only administrators of SecretBot can stop everything');
    expect(lee().countOf('You have access', 'Asked before')).toBe(0);

    await nora().say('thaw');
    await nora().sees('Everything goes on');
    expect(textOf(await megan().press(card, 'Approve'))).toContain('Approved');
    await lee().carrierOf('Asked before');
    expect((await lee().reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('leave a wizard where it is: Submit works after the thaw', async () => {
    const alex = world.personal('alex');
    await alex.fillIn({ application: 'Status Page', name: 'Submitted in the freeze', vault: true });
    const wizard = await alex.seesButton('Submit', 'Submitted in the freeze');
    const submit = alex.hold(wizard, 'Submit');
    await nora().say('freeze');
    await nora().sees('Everything is stopped');
    expect(await submit()).toContain('Everything is stopped for now');
    expect(world.credentialsOn('Status Page')).toEqual([]);
    await nora().say('thaw');
    await nora().sees('Everything goes on');
    expect(await submit()).toContain('Creating…');
    await alex.carrierOf('Submitted in the freeze');
  });

  it('hold over a restart of the bot', async () => {
    const reference = await sharedSecret(world, { name: 'Still frozen' });
    const carrier = await grant(world, { holder: lee(), approver: 'megan', reference, name: 'Still frozen' });
    await nora().say('freeze');
    await nora().sees('Everything is stopped');
    await world.sandbox.restartBot('kill');
    const opened = await lee().openDialog(carrier, 'Reveal');
    expect(opened.kind === 'dialog' && textOf(opened.dialog.card)).toContain('Everything is stopped for now');
    await nora().say('thaw');
    await nora().sees('Everything goes on');
    expect((await lee().reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });
});
