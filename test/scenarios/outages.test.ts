import { readingOf } from '../support/asPerson';
import { scenario } from '../support/scenario';

describe('when something outside does not answer', () => {
  const world = scenario();
  const live = (name: string): string[] => world.credentialsOn('Build Pipeline').filter((one) => one.startsWith(name));

  it('finds the credential of a lost answer, removes it and tells the person', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Build Pipeline', name: 'Answer lost' });
    world.sandbox.world.faults.switchOn({
      service: 'graph',
      route: 'addPassword',
      fault: { kind: 'lost_answer' },
      times: 1,
    });
    await alex.press(wizard, 'Submit');
    await alex.sees('Not created', 'Answer lost');
    await world.sandbox.teams.simulator.waitFor(() => live('Answer lost').length === 0, { what: 'no orphan' });
  });

  it('says with the real ids how SecretBot becomes an owner, when Entra refuses a create that was allowed at Submit', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Build Pipeline', name: 'Not ours any more' });
    const forbidden = { kind: 'status', status: 403 } as const;
    world.sandbox.world.faults.switchOn({ service: 'graph', route: 'addPassword', fault: forbidden }, 'forbidden');
    await alex.press(wizard, 'Submit');
    const { appId, objectId } = world.sandbox.world.application('Build Pipeline');
    const { servicePrincipalId } = world.sandbox.world.bot;
    await alex.sees('Not created', `az ad app owner add --id ${appId} --owner-object-id ${servicePrincipalId}`);
    await alex.sees('Not ours any more', `New-MgApplicationOwnerByRef -ApplicationId ${objectId}`, 'npm run doctor');
    world.sandbox.world.faults.switchOff('forbidden');
    expect(live('Not ours any more')).toEqual([]);
  });

  it('takes the credential back when the vault refuses, and offers Create again with what was typed', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Build Pipeline', name: 'Vault closed', vault: true });
    world.sandbox.world.faults.switchOn({ service: 'keyVault', fault: { kind: 'status', status: 403 } }, 'closed');
    await alex.press(wizard, 'Submit');
    await alex.sees('Vault closed', "Azure Key Vault doesn't take the value yet");
    await world.passUntil(() => alex.seesOutcome('Vault closed', 800));
    const told = await alex.sees('Not created', 'Vault closed', 'Key Vault');
    world.sandbox.world.faults.switchOff('closed');
    await world.sandbox.teams.simulator.waitFor(() => live('Vault closed').length === 0, { what: 'no orphan' });
    await alex.press(told, 'Create again');
    await alex.sees('Vault closed', 'Client Secret Details');
    await alex.say('cancel');
  });

  it('waits as long as Graph asks for and then creates one credential', async () => {
    const alex = world.personal('alex');
    world.sandbox.world.faults.switchOn({
      service: 'graph',
      route: 'addPassword',
      fault: { kind: 'throttle', retryAfterSeconds: 1 },
      times: 1,
    });
    const carrier = await alex.create({ application: 'Build Pipeline', name: 'Throttled', vault: true });
    expect((await alex.reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
    expect(live('Throttled')).toHaveLength(1);
  });

  it('shows nothing and burns nothing while the vault does not answer', async () => {
    const alex = world.personal('alex');
    const carrier = await alex.create({ application: 'Build Pipeline', name: 'Vault asleep', vault: true });
    const first = await alex.openDialog(carrier, 'Reveal');
    if (first.kind !== 'dialog') throw new Error('no dialog opened');
    world.sandbox.world.faults.switchOn({ service: 'keyVault', fault: { kind: 'status', status: 503 } }, 'asleep');
    const refused = await alex.pressInDialog(first.dialog, 'Show value');
    expect(JSON.stringify(refused)).not.toContain(world.sandbox.world.secretMarker);
    world.sandbox.world.faults.switchOff('asleep');
    expect((await alex.reveal(carrier)).value).toContain(world.sandbox.world.secretMarker);
  });

  it('creates nothing when no private card can be delivered', async () => {
    const alex = world.personal('alex');
    const wizard = await alex.fillIn({ application: 'Build Pipeline', name: 'No way to you' });
    world.sandbox.world.faults.switchOn(
      { service: 'connector', route: 'POST', fault: { kind: 'status', status: 403 } },
      'blocked',
    );
    await alex.press(wizard, 'Submit');
    const told = await alex.sees('Not created', 'No way to you');
    world.sandbox.world.faults.switchOff('blocked');
    expect(readingOf(told)).toContain('Nothing was created');
    expect(live('No way to you')).toEqual([]);
  });

  it('answers in the personal chat, and points there, where targeted messages are refused', async () => {
    const alex = world.inGroup('alex');
    world.sandbox.world.faults.switchOn(
      { service: 'connector', route: 'isTargetedActivity', fault: { kind: 'status', status: 403 } },
      'no targeting',
    );
    await alex.say('list');
    world.sandbox.world.faults.switchOff('no targeting');
    await alex.inPersonalChat.sees('Your secrets');
    const pointer = await world.inGroup('lee').sees('in our own chat');
    expect(readingOf(pointer)).not.toContain('Your secrets');
  });
});
