import { scenario } from '../support/scenario';
import { sharedSecret } from '../support/sharedSecret';

/** Priya approves for Production and has never met the bot: it is not installed for her. */
describe('an approver who never talked to the bot', () => {
  describe('where the operator lets the bot install itself', () => {
    const world = scenario();

    it('gets the card in a chat that is opened for it, and decides there', async () => {
      const reference = await sharedSecret(world, { name: 'For a stranger', location: 'prod' });
      const megan = world.personal('megan');
      await megan.say(`request ${reference} for 2h because I ask a stranger`);
      const priya = world.personal('priya');
      const card = await priya.seesButton('Approve', 'I ask a stranger');
      await priya.press(card, 'Approve');
      await megan.carrierOf('For a stranger');
      await world.personal('nora').sees('Approved', 'For a stranger', 'Priya Nair');
    });
  });

  describe('where it may not', () => {
    const world = scenario({ botSettings: { SECRETBOT_TEAMS_APP_ID: '' } });

    it('is named to the requester, with what to do; the others still decide', async () => {
      const reference = await sharedSecret(world, { name: 'Out of reach', location: 'prod' });
      const megan = world.personal('megan');
      await megan.say(`request ${reference} for 2h because I ask whom I can`);
      await megan.sees('Priya Nair could not be asked', 'Out of reach', 'add SecretBot');
      expect(world.personal('priya').messages()).toEqual([]);
      const nora = world.personal('nora');
      await nora.press(await nora.seesButton('Approve', 'I ask whom I can'), 'Approve');
      await megan.carrierOf('Out of reach');
    });

    it('can decide once they have added the bot', async () => {
      const reference = await sharedSecret(world, { name: 'Reached later', location: 'prod' });
      const megan = world.personal('megan');
      await megan.say(`request ${reference} for 2h because somebody will come`);
      await megan.sees('Priya Nair could not be asked', 'Reached later');
      const priya = world.personal('priya');
      await world.sandbox.teams.simulator.install(priya.conversationId, 'priya');
      await priya.say('requests');
      const list = await priya.seesButton('Decide', 'Reached later');
      await priya.press(list, 'Decide');
      await priya.press(list, 'Approve', { hours: '1' });
      await megan.carrierOf('Reached later');
    });
  });
});
