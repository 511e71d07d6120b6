import type { VisibleMessage } from '../../sandbox/teams/teamsSimulator';
import { readingOf } from '../support/asPerson';
import { buttonsOf, textOf } from '../support/cardText';
import { scenario } from '../support/scenario';

describe('talking with the bot', () => {
  const world = scenario();

  it('welcomes once in each conversation, with a way to the first secret', async () => {
    for (const alex of [world.personal('alex'), world.inGroup('alex')]) {
      const welcome = await alex.sees('I create client secrets for your applications');
      expect(welcome.cards.flatMap(buttonsOf)).toContain('Create a secret');
      await world.sandbox.teams.simulator.install(alex.conversationId, 'alex');
      await alex.say('help');
      await alex.sees('What SecretBot can do');
      const welcomes = alex.messages().filter((message) => readingOf(message).includes('I create client secrets for'));
      expect(welcomes).toHaveLength(1);
    }
  });

  it('leads from the welcome to the first secret', async () => {
    const megan = world.personal('megan');
    const welcome = await megan.sees('I create client secrets for your applications');
    await megan.press(welcome, 'Create a secret');
    await megan.sees('Which application is the secret for?');
    await megan.say('cancel');
    await megan.sees('Cancelled');
  });

  it('tells whoever only greets it what there is to say', async () => {
    const megan = world.personal('megan');
    await megan.say('Hi!');
    await megan.sees('What SecretBot can do');
  });

  it('answers an unknown command with the nearest known one', async () => {
    const alex = world.personal('alex');
    await alex.say('craete');
    await alex.sees('craete', 'Did you mean “create”?');
  });

  it('keeps two people in one group chat apart', async () => {
    const alex = world.inGroup('alex');
    const megan = world.inGroup('megan');
    await Promise.all([alex.say('create'), megan.say('create')]);
    const hers = await megan.sees('Which application is the secret for?');
    const his = await alex.sees('Which application is the secret for?');
    expect(alex.messages().map(({ id }) => id)).not.toContain(hers.id);
    expect(megan.messages().map(({ id }) => id)).not.toContain(his.id);

    const forged = await world.sandbox.teams.simulator.deliver('megan', megan.conversationId, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'wizard/cancel', data: showingOf(his) }, trigger: 'manual' },
    });
    expect(forged.status).toBe(200);

    const details = await alex.press(his, 'Next', {
      application: world.sandbox.world.application('Status Page').objectId,
    });
    expect(textOf(details)).toContain('Client Secret Details');
    const hersNow = await megan.press(hers, 'Next', {
      application: world.sandbox.world.application('HR Onboarding').objectId,
    });
    expect(textOf(hersNow)).toContain('HR Onboarding');
    await alex.press(his, 'Cancel');
    await megan.press(hers, 'Cancel');
  });

  it('answers a click on a stale card with the current one', async () => {
    const alex = world.personal('alex');
    await alex.say('create Status Page');
    const wizard = await alex.sees('Client Secret Details', 'Status Page');
    const showing = showingOf(wizard);
    await alex.press(wizard, 'Next', { name: 'Stale', description: 'x', location: 'dev' });
    const again = await world.sandbox.teams.simulator.deliver('alex', alex.conversationId, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: wizard.id,
      value: {
        action: {
          type: 'Action.Execute',
          verb: 'wizard/next',
          data: { ...showing, name: 'Other', description: 'y', location: 'dev' },
        },
        trigger: 'manual',
      },
    });
    expect(JSON.stringify(again.body)).toContain('Client Secret Owner Details');
    await alex.press(wizard, 'Cancel');
  });

  it('offers Continue or Start over when a wizard is open, and answers other words with the card', async () => {
    const alex = world.personal('alex');
    await alex.say('create Status Page');
    await alex.sees('Client Secret Details', 'Status Page');
    await alex.say('hello?');
    await alex.sees('Please use the card');
    await alex.say('help');
    await alex.sees('What SecretBot can do');
    await alex.say('create');
    const choice = await alex.sees('You have already begun a secret here', 'Status Page');
    const card = await alex.press(choice, 'Continue');
    expect(textOf(card)).toContain('Client Secret Details');
    await alex.say('cancel');
    await alex.sees('Cancelled', 'Status Page');
  });

  it('goes back without losing what was typed, wrong values too', async () => {
    const alex = world.personal('alex');
    await alex.say('create Status Page');
    const wizard = await alex.sees('Client Secret Details', 'Status Page');
    await alex.press(wizard, 'Next', {
      name: 'Back and forth',
      description: 'typed once',
      location: 'prod',
      vault: 'true',
    });
    const details = await alex.press(wizard, 'Back', { owner: 'nobody at all', preApprove: 'true' });
    expect(JSON.stringify(details)).toContain('typed once');
    const owner = await alex.press(wizard, 'Next');
    expect(JSON.stringify(owner)).toContain('"value":"true"');
    await alex.press(wizard, 'Cancel');
  });

  it('closes a wizard that was left alone for a day, and says so', async () => {
    const alex = world.personal('alex');
    await alex.say('create Status Page');
    await alex.sees('Client Secret Details', 'Status Page');
    await world.sandbox.world.clock.skip(25 * 60 * 60_000);
    await alex.sees('Closed after 24 hours', 'Status Page');
  });
});

/** What the card's own buttons say it is. */
function showingOf({ cards }: VisibleMessage): { readonly wizard: string; readonly nonce: string } {
  const text = JSON.stringify(cards);
  const found = (name: string): string => new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1] ?? '';
  return { wizard: found('wizard'), nonce: found('nonce') };
}
