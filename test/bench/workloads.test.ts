import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { revealing, saying, type Talk, type Workload, wizardStep } from '../../bench/workloads';
import { createWorld } from '../../sandbox/world/world';

/** A bot that answers every turn with the same, and has posted the same into every chat. */
describe('what the bench takes for an answer', () => {
  const world = createWorld();
  let answered = { status: 200, body: '' };
  let posted: string | undefined;
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => {
      response.statusCode = answered.status;
      response.end(answered.body);
    });
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    answered = { status: 200, body: '' };
    posted = undefined;
  });

  const turn = (workload: Workload): Promise<void> => {
    const connector = { take: () => (posted === undefined ? undefined : { id: '1', body: posted }) };
    const talk: Talk = { bench: { world, connector, channelToken: 'token' }, url };
    return workload(talk, world.person('alex'))();
  };
  const card = (buttons: string): string => `{"wizard":"w","nonce":"n","verb":"${buttons}"}`;

  it('is not a reply that lacks a word, nor one that has it once instead of twice', async () => {
    posted = 'Secret one';
    await expect(turn(saying('list', ['Secret']))).resolves.toBeUndefined();
    await expect(turn(saying('list', ['Secret', 'Secret']))).rejects.toThrow('no “Secret” in the reply to “list”');
    posted = undefined;
    await expect(turn(saying('list', ['Secret']))).rejects.toThrow('no “Secret”');
  });

  it('is not a wizard that stays where it was', async () => {
    posted = card('wizard/next');
    answered = { status: 200, body: card('wizard/back') };
    await expect(turn(wizardStep)).resolves.toBeUndefined();
    answered = { status: 200, body: card('wizard/next') };
    await expect(turn(wizardStep)).rejects.toThrow('no card with “wizard/back”');
    answered = { status: 200, body: '{"statusCode":500}' };
    await expect(turn(wizardStep)).rejects.toThrow('no card of the wizard');
  });

  it('is not a reveal without the value, and nothing of such an answer is said', async () => {
    const reveal = revealing(() => 'ticket');
    answered = { status: 200, body: `a value: ${world.secretMarker}` };
    await expect(turn(reveal)).resolves.toBeUndefined();
    for (const status of [200, 500]) {
      answered = { status, body: 'half of a value' };
      const error = await turn(reveal).catch((reason: unknown) => reason);
      expect(String(error)).toMatch(/without the value|answered with 500/);
      expect(String(error)).not.toContain('half');
    }
  });

  it('is asked for again where the value was withheld because it took too long, and not for ever', async () => {
    const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    answered = { status: 200, body: 'That took too long' };
    await expect(turn(revealing(() => 'ticket'))).rejects.toThrow('more than eight seconds 3 times');
    expect(said).toHaveBeenCalledTimes(3);
    said.mockRestore();
  });

  it('is nothing that is not a success', async () => {
    posted = 'Echo: hello';
    answered = { status: 503, body: '' };
    await expect(turn(saying('hello', ['Echo: hello']))).rejects.toThrow('a turn was answered with 503');
  });

  it('runs out of tickets loudly', async () => {
    await expect(turn(revealing(() => undefined))).rejects.toThrow('too few tickets');
  });
});
