import type { AsPerson } from '../support/asPerson';
import { readingOf } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { type Scenario, scenario } from '../support/scenario';

const places = [
  ['a personal chat', (world: Scenario) => world.personal('alex')],
  ['a group chat', (world: Scenario) => world.inGroup('alex')],
  ['a channel', (world: Scenario) => world.inChannel('alex')],
] as const satisfies readonly (readonly [string, (world: Scenario) => AsPerson])[];

describe('creating a secret', () => {
  const world = scenario();

  describe.each(places)('in %s', (place, who) => {
    const name = `CI deploy from ${place}`;

    it('leads from the application over details, owner and summary to the value, seen once', async () => {
      const alex = who(world);
      const before = world.credentialsOn('Build Pipeline').length;

      await alex.say('create');
      const wizard = await alex.sees('Which application');
      expect(wizard.targeted).toBe(place !== 'a personal chat');

      const details = await alex.press(wizard, 'Next', {
        application: world.sandbox.world.application('Build Pipeline').objectId,
      });
      expect(textOf(details)).toContain('Client Secret Details');
      const owner = await alex.press(wizard, 'Next', {
        name,
        description: 'Deploys from the pipeline',
        location: 'prod',
        vault: 'true',
        share: 'true',
      });
      expect(textOf(owner)).toContain('Client Secret Owner Details');
      const summary = await alex.press(wizard, 'Next', {
        owner: world.sandbox.world.person('megan').objectId,
        preApprove: 'false',
      });
      for (const shown of ['Build Pipeline', name, 'Deploys from the pipeline', 'Production', 'Megan Osei']) {
        expect(textOf(summary)).toContain(shown);
      }
      const creating = await alex.press(wizard, 'Submit');
      expect(textOf(creating)).toContain('Creating…');
      expect(buttonsOf(creating)).toEqual([]);

      const carrier = await alex.carrierOf(name);
      expect(carrier.targeted).toBe(place !== 'a personal chat');
      await alex.sees('Created', name);
      expect(world.credentialsOn('Build Pipeline')).toHaveLength(before + 1);

      const { value, dialog } = await alex.reveal(carrier);
      expect(value).toContain(world.sandbox.world.secretMarker);
      expect(textOf(dialog.card)).toContain(world.sandbox.world.application('Build Pipeline').appId);
      expect(textOf(dialog.card)).toContain(world.sandbox.world.tenant.id);
      await alex.pressInDialog(dialog, 'Submit');
      await alex.sees('and stored', name);
    });

    it('tells the owner in their own chat what became theirs', async () => {
      const told = await world.personal('megan').sees(name, 'Alex Rivera');
      expect(readingOf(told)).not.toContain(world.sandbox.world.secretMarker);
    });

    it('shows nothing of it to the others', () => {
      const others = place === 'a personal chat' ? [] : ['megan', 'lee', 'nora'];
      const cards = others.flatMap((key) => {
        const there = place === 'a group chat' ? world.inGroup(key) : world.inChannel(key);
        return there.messages().filter((message) => message.from.kind === 'bot' && readingOf(message).includes(name));
      });
      expect(cards).toEqual([]);
    });
  });

  it('keeps what was typed and says each fault under its field', async () => {
    const alex = world.personal('alex');
    await alex.say('create Status Page');
    const wizard = await alex.sees('Client Secret Details', 'Status Page');
    const again = await alex.press(wizard, 'Next', {
      name: 'Has no description',
      description: '',
      expiration: '2020-01-01',
      location: 'dev',
      vault: 'false',
      share: 'true',
    });
    const text = textOf(again);
    expect(text).toContain('Has no description');
    expect(text).toContain('Say what the secret is for');
    expect(text).toContain('or a later day');
    expect(text).toContain('Sharing needs vaulting');
    await alex.say('cancel');
    await alex.sees('Cancelled', 'Status Page');
  });

  it('refuses an application whose policy blocks secrets, before anything is typed', async () => {
    const alex = world.personal('alex');
    await alex.say('create Legacy Gateway');
    await alex.sees('Legacy Gateway', 'managed identity');
  });

  it('says how the bot becomes an owner where it is none', async () => {
    const alex = world.personal('alex');
    await alex.say('create Partner Exchange');
    const { appId, objectId } = world.sandbox.world.application('Partner Exchange');
    const { servicePrincipalId } = world.sandbox.world.bot;
    const refused = await alex.sees('Partner Exchange', 'owner');
    expect(readingOf(refused)).toContain(`az ad app owner add --id ${appId} --owner-object-id ${servicePrincipalId}`);
    expect(readingOf(refused)).toContain(`New-MgApplicationOwnerByRef -ApplicationId ${objectId}`);
    expect(world.credentialsOn('Partner Exchange')).toEqual([]);
  });

  it('caps the lifetime at what the policy of the application allows, and says why', async () => {
    const alex = world.personal('alex');
    await alex.say('create Data Lake Loader');
    const wizard = await alex.sees('Client Secret Details', 'Data Lake Loader', '90 days');
    const inAYear = new Date(world.sandbox.world.clock.now().getTime() + 300 * 86_400_000).toISOString().slice(0, 10);
    const again = await alex.press(wizard, 'Next', {
      name: 'Too long',
      description: 'x',
      expiration: inAYear,
      location: 'prod',
    });
    expect(textOf(again)).toContain('policy for this application allows');
    await alex.press(wizard, 'Cancel');
  });

  it('offers two secrets at most where personal accounts are served', async () => {
    const alex = world.personal('alex');
    await alex.create({ application: 'Loyalty App', name: 'The second', vault: true });
    await alex.say('create Loyalty App');
    await alex.sees('Loyalty App', 'two');
  });

  it('tells somebody who owns no application how to become an owner', async () => {
    const lee = world.personal('lee');
    await lee.say('create');
    await lee.sees("You don't own an application yet");
  });
});
