import { channelIssuer } from '../../../sandbox/world/world';
import { startTeamsBench, type TeamsBench } from './teamsBench';

let bench: TeamsBench;
let group: string;
let personal: string;

beforeEach(async () => {
  bench = await startTeamsBench();
  await bench.teams.installEverywhere();
  bench.received.length = 0;
  bench.tokens.length = 0;
  group = bench.teams.simulator.groupChat();
  personal = bench.teams.simulator.personalChat('alex');
});

afterEach(() => bench.stop());

const cardType = 'application/vnd.microsoft.card.adaptive';

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'Input.Text', id: 'name', label: 'Name', value: 'nightly' },
    { type: 'Input.Toggle', id: 'vault', title: 'Vault', label: 'Vault' },
    {
      type: 'Input.ChoiceSet',
      id: 'application',
      label: 'Application',
      'choices.data': { type: 'Data.Query', dataset: 'applications' },
    },
    {
      type: 'Input.ChoiceSet',
      id: 'owner',
      label: 'Owner',
      'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Next', verb: 'wizard/next', data: { nonce: 'n1' } },
    { type: 'Action.Execute', title: 'Cancel', verb: 'wizard/cancel', data: { nonce: 'n1' }, associatedInputs: 'none' },
    {
      type: 'Action.Submit',
      title: 'Open',
      data: { msteams: { type: 'task/fetch' }, verb: 'carrier/open', ticket: 't1' },
    },
    { type: 'Action.Submit', title: 'Old', data: { choice: 'old' } },
  ],
};

const message = { type: 'message', attachments: [{ contentType: cardType, content: card }] };

async function sendCard(conversationId: string): Promise<string> {
  const { body } = await bench.call('POST', `conversations/${encodeURIComponent(conversationId)}/activities`, message);
  return String(body['id']);
}

const executed = (value: unknown): unknown => ({ statusCode: 200, type: cardType, value });
const dialogOf = (content: unknown): unknown => ({
  task: { type: 'continue', value: { title: 'Value', card: { contentType: cardType, content } } },
});

describe('what reaches the bot', () => {
  it('is a message as Teams sends it, with a token for this bot and this service address', async () => {
    await bench.teams.simulator.say('alex', personal, 'list');
    const { teamsId, objectId } = bench.world.person('alex');
    expect(bench.received).toHaveLength(1);
    expect(bench.received[0]).toMatchObject({
      type: 'message',
      text: 'list',
      channelId: 'msteams',
      serviceUrl: bench.world.serviceUrl,
      from: { id: teamsId, aadObjectId: objectId, name: 'Alex Rivera' },
      recipient: { id: `28:${bench.world.bot.appId}` },
      conversation: { id: personal, conversationType: 'personal', tenantId: bench.world.tenant.id },
      channelData: { tenant: { id: bench.world.tenant.id } },
      localTimezone: 'Europe/Berlin',
      entities: [{ type: 'clientInfo', locale: 'en-US', timezone: 'Europe/Berlin' }],
    });
    const claims = bench.world.channelTokens.check(bench.tokens[0], bench.world.bot.appId);
    expect(claims).toMatchObject({ iss: channelIssuer, serviceurl: bench.world.serviceUrl });
  });

  it('is, from several people, only what mentions it', async () => {
    await bench.teams.simulator.say('alex', group, 'lunch?', { mention: false });
    await bench.teams.simulator.say('alex', group, 'create');
    expect(bench.received.map(({ text }) => text)).toEqual(['<at>SecretBot</at> create']);
    expect(bench.received[0]).toMatchObject({
      conversation: { id: group, conversationType: 'groupChat', isGroup: true },
      entities: [
        { type: 'mention', text: '<at>SecretBot</at>', mentioned: { id: bench.world.bot.teamsId } },
        { type: 'clientInfo' },
      ],
    });
    const seen = bench.teams.simulator.messagesFor('megan', group);
    expect(seen.map(({ text, from }) => `${from.name}: ${text}`)).toEqual([
      'Alex Rivera: lunch?',
      'Alex Rivera: <at>SecretBot</at> create',
    ]);
  });

  it('names team, channel and thread in a channel', async () => {
    const channel = bench.teams.simulator.channel('Deployments');
    const id = await bench.teams.simulator.say('alex', channel, 'create');
    await bench.teams.simulator.say('megan', channel, 'help', { threadId: id });
    const thread = `${channel};messageid=${id}`;
    expect(bench.received.map(({ conversation }) => conversation.id)).toEqual([thread, thread]);
    const { id: teamId, groupId } = bench.world.conversations.team;
    expect(bench.received[0]).toMatchObject({
      conversation: { conversationType: 'channel', isGroup: true },
      channelData: { team: { id: teamId, aadGroupId: groupId }, channel: { id: channel } },
    });
  });

  it('is on installation both an installationUpdate and a conversationUpdate', async () => {
    await bench.teams.simulator.install(group, 'lee');
    expect(bench.received.map(({ type }) => type)).toEqual(['conversationUpdate', 'installationUpdate']);
    expect(bench.received[0]).toMatchObject({ membersAdded: [{ id: bench.world.bot.teamsId }] });
    expect(bench.received[1]).toMatchObject({ action: 'add', from: { name: 'Lee Tanaka' } });
  });

  it('is nothing where the app was removed', async () => {
    await bench.teams.simulator.uninstall(group);
    bench.received.length = 0;
    await bench.teams.simulator.say('alex', group, 'create');
    expect(bench.received).toEqual([]);
  });

  it('is whatever a test makes of it, for refusals', async () => {
    bench.answerWith(() => ({ status: 403 }));
    const answer = await bench.teams.simulator.deliver('alex', personal, { from: { id: '29:x', name: 'x' } });
    expect(answer.status).toBe(403);
    expect(bench.received[0]).toMatchObject({ from: { id: '29:x' } });
  });
});

describe('buttons', () => {
  it('send their data and the inputs as they stand', async () => {
    const id = await sendCard(group);
    await bench.teams.simulator.click('alex', id, { title: 'Next' }, { name: 'weekly' });
    expect(bench.received[0]).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: id,
      value: {
        action: { type: 'Action.Execute', verb: 'wizard/next', data: { nonce: 'n1', name: 'weekly', vault: 'false' } },
        trigger: 'manual',
      },
    });
  });

  it('send no inputs where the card says so', async () => {
    const id = await sendCard(group);
    await bench.teams.simulator.click('alex', id, { verb: 'wizard/cancel' });
    expect(bench.received[0]?.value).toMatchObject({ action: { data: { nonce: 'n1' } } });
    expect(bench.received[0]?.value).not.toHaveProperty('action.data.name');
  });

  it('bring an Action.Submit to the bot as a message with a value', async () => {
    const id = await sendCard(personal);
    await bench.teams.simulator.click('alex', id, { title: 'Old' });
    expect(bench.received[0]).toMatchObject({
      type: 'message',
      replyToId: id,
      value: { choice: 'old', name: 'nightly' },
    });
    expect(bench.received[0]).not.toHaveProperty('text');
  });

  it('show an answered card only to the one who pressed, until the bot edits the message', async () => {
    const id = await sendCard(group);
    bench.answerWith(() => ({ body: executed({ type: 'AdaptiveCard', body: [], step: 2 }) }));
    await bench.teams.simulator.click('alex', id, { title: 'Next' });
    const cardOf = (key: string): unknown => bench.teams.simulator.messagesFor(key, group)[0]?.cards[0];
    expect(cardOf('alex')).toMatchObject({ step: 2 });
    expect(cardOf('megan')).toEqual(card);
    await bench.call('PUT', `conversations/${encodeURIComponent(group)}/activities/${id}`, message);
    expect(cardOf('alex')).toEqual(card);
  });

  it('cannot be pressed by somebody who does not see the message', async () => {
    const id = await sendCard(personal);
    await expect(bench.teams.simulator.click('megan', id, { title: 'Next' })).rejects.toThrow('sees no message');
    expect(bench.received).toEqual([]);
  });

  it('are named in the error when the wanted one is not there', async () => {
    const id = await sendCard(personal);
    await expect(bench.teams.simulator.click('alex', id, { title: 'Nex' })).rejects.toThrow('"Next" (wizard/next)');
  });
});

describe('dialogs', () => {
  it('open by task/fetch, go on by task/submit and close on an empty answer', async () => {
    const id = await sendCard(group);
    const page = {
      body: [],
      actions: [{ type: 'Action.Submit', title: 'Show value', data: { verb: 'carrier/show' } }],
    };
    bench.answerWith(({ name }) => (name === 'task/fetch' ? { body: dialogOf(page) } : {}));
    const opened = await bench.teams.simulator.openDialog('alex', id, { title: 'Open' });
    expect(bench.received[0]).toMatchObject({
      name: 'task/fetch',
      value: { data: { verb: 'carrier/open', ticket: 't1' } },
    });
    expect(opened).toMatchObject({ kind: 'dialog', dialog: { title: 'Value', card: page } });
    if (opened.kind !== 'dialog') {
      return;
    }
    const closed = await bench.teams.simulator.submitDialog('alex', opened.dialog, { title: 'Show value' });
    expect(bench.received[1]).toMatchObject({
      name: 'task/submit',
      conversation: { id: group },
      value: { data: { verb: 'carrier/show' } },
    });
    expect(closed).toEqual({ kind: 'closed' });
  });

  it('say when the bot fails', async () => {
    const id = await sendCard(group);
    bench.answerWith(() => ({ status: 500 }));
    const answer = await bench.teams.simulator.openDialog('alex', id, { title: 'Open' });
    expect(answer).toEqual({ kind: 'failed', status: 500 });
  });
});

describe('typeahead', () => {
  it('asks the bot, without kind, and gives at most 15 choices', async () => {
    const results = Array.from({ length: 20 }, (_, index) => ({ title: `App ${index}`, value: `a${index}` }));
    const type = 'application/vnd.microsoft.search.searchResponse';
    bench.answerWith(() => ({ body: { statusCode: 200, type, value: { results } } }));
    const id = await sendCard(personal);
    const choices = await bench.teams.simulator.search('alex', id, 'application', 'app');
    expect(choices).toHaveLength(15);
    expect(bench.received[0]).toMatchObject({
      name: 'application/search',
      value: { queryText: 'app', queryOptions: { skip: 0, top: 15 }, dataset: 'applications' },
    });
    expect(bench.received[0]?.value).not.toHaveProperty('kind');
    expect(bench.received[0]?.value).not.toHaveProperty('data');
  });

  it('finds people without the bot, enabled ones only', async () => {
    const id = await sendCard(personal);
    const { objectId } = bench.world.person('megan');
    const find = (text: string): Promise<unknown> => bench.teams.simulator.search('alex', id, 'owner', text);
    expect(await find('os')).toEqual([{ title: 'Megan Osei', value: objectId }]);
    expect(await find('megan os')).toHaveLength(1);
    expect(await find('dana')).toEqual([]);
    expect(bench.received).toEqual([]);
  });
});

describe('faults on the way to the bot', () => {
  it('deliver an invoke again with the same id, then with a new one; the person sees the first answer', async () => {
    bench.world.faults.switchOn({ service: 'delivery', fault: { kind: 'duplicate' }, times: 1 });
    bench.answerWith(() => ({ body: executed({ type: 'AdaptiveCard', body: [], turn: bench.received.length }) }));
    const id = await sendCard(personal);
    await bench.teams.simulator.click('alex', id, { title: 'Next' });
    const [first, second, third] = bench.received.map((activity) => activity.id);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(bench.received).toHaveLength(3);
    expect(bench.teams.simulator.messagesFor('alex', personal)[0]?.cards[0]).toMatchObject({ turn: 1 });
  });

  it('lose the answer after the bot did its work', async () => {
    bench.world.faults.switchOn({ service: 'delivery', route: 'wizard/next', fault: { kind: 'lost_answer' } });
    const id = await sendCard(personal);
    const answer = await bench.teams.simulator.click('alex', id, { title: 'Next' });
    expect(answer.status).toBe(0);
    expect(bench.received).toHaveLength(1);
  });

  it('hit only the route they name', async () => {
    bench.world.faults.switchOn({ service: 'delivery', route: 'task/fetch', fault: { kind: 'no_answer' } });
    const id = await sendCard(personal);
    expect((await bench.teams.simulator.click('alex', id, { title: 'Next' })).status).toBe(200);
    const dialog = await bench.teams.simulator.openDialog('alex', id, { title: 'Open' });
    expect(dialog).toEqual({ kind: 'failed', status: 0 });
    expect(bench.received).toHaveLength(1);
  });
});

describe('waiting', () => {
  it('ends with the message that fits', async () => {
    const waiting = bench.teams.simulator.waitForMessage('alex', personal, ({ text }) => text === 'ready');
    await bench.call('POST', `conversations/${encodeURIComponent(personal)}/activities`, {
      type: 'message',
      text: 'ready',
    });
    expect(await waiting).toMatchObject({ from: { kind: 'bot', name: 'SecretBot' } });
  });

  it('says what it waited for in vain', async () => {
    const waiting = bench.teams.simulator.waitFor(() => undefined, { timeoutMs: 20, what: 'a miracle' });
    await expect(waiting).rejects.toThrow('in vain for a miracle');
  });
});
