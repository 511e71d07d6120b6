import { readFileSync } from 'node:fs';
import type { Sandbox } from '../../sandbox/startSandbox';
import { startSandbox } from '../support/startSandbox';

let sandbox: Sandbox;

jest.setTimeout(90_000);

beforeAll(async () => {
  sandbox = await startSandbox({ install: false });
  const { simulator } = sandbox.teams;
  await simulator.install(simulator.personalChat('alex'));
});

afterAll(() => sandbox.stop());

async function help(): Promise<string> {
  const { simulator } = sandbox.teams;
  const chat = simulator.personalChat('alex');
  const before = simulator.messagesFor('alex', chat).length;
  await simulator.say('alex', chat, 'help');
  return simulator.waitFor(() => {
    const answer = simulator
      .messagesFor('alex', chat)
      .slice(before)
      .find(({ from }) => from.kind === 'bot');
    return answer && JSON.stringify(answer.cards);
  });
}

describe('the sandbox', () => {
  it('answers with the production bot, by tokens checked both ways', async () => {
    expect(await help()).toContain('create');
    const { status } = await fetch(sandbox.bot.messagesUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl: sandbox.world.serviceUrl }),
    });
    expect(status).toBe(401);
  });

  it("moves the bot's time with its own: the bot gets new tokens when the old ones have ended", async () => {
    await sandbox.world.clock.skip(3 * 3_600_000);
    expect(await help()).toContain('create');
  });

  it('starts the bot again on the same port and data, after a stop and after a kill', async () => {
    const { url, pid } = sandbox.bot;
    await sandbox.restartBot();
    expect(sandbox.bot.url).toBe(url);
    expect(sandbox.bot.pid).not.toBe(pid);
    await sandbox.restartBot('kill');
    expect(await help()).toContain('create');
  });

  it('kills the bot in the middle of a request when told to', async () => {
    sandbox.world.faults.switchOn({ service: 'connector', fault: { kind: 'bot_dies', moment: 'before' }, times: 1 });
    const { simulator } = sandbox.teams;
    await simulator.say('alex', simulator.personalChat('alex'), 'help').catch(() => undefined);
    await simulator.waitFor(() => !sandbox.bot.isRunning);
    await sandbox.bot.start();
    expect(await help()).toContain('create');
  });

  it('keeps what the bot wrote', () => {
    expect(readFileSync(sandbox.logFile, 'utf8')).toContain('"level"');
  });
});
