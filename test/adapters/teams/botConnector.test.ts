import { createConversation, createMessage } from '../../../src/adapters/teams/connectorRequests';
import { LocalConnector } from './localConnector';

const SERVICE_URL = 'https://smba.trafficmanager.net/emea';
const message = createMessage('a:alex', { type: 'message' }, false);

describe('requests to the Bot Connector', () => {
  let local: LocalConnector;
  beforeEach(async () => {
    local = await LocalConnector.start();
  });
  afterEach(() => local.stop());

  it('go over a connection that is kept', async () => {
    const connector = local.connector();
    for (let number = 0; number < 3; number += 1) await connector.send(SERVICE_URL, message);
    expect(local.received).toHaveLength(3);
    expect(local.connections).toBe(1);
  });

  it('are made with a new token once the last was not taken', async () => {
    const asked: boolean[] = [];
    const connector = local.connector(undefined, (renew) => {
      asked.push(renew);
      return renew ? 'new' : 'old';
    });
    local.refuse = ({ authorization }) => (authorization === 'Bearer new' ? undefined : { status: 401 });
    await expect(connector.send(SERVICE_URL, message)).rejects.toMatchObject({ status: 401 });
    await connector.send(SERVICE_URL, message);
    local.refuse = () => undefined;
    await connector.send(SERVICE_URL, message);
    expect(asked).toEqual([false, true, false]);
  });

  it('follow nobody to another address', async () => {
    const other = await LocalConnector.start();
    local.refuse = () => ({ status: 307, headers: { Location: `${other.url}v3/conversations` } });
    await expect(local.connector().send(SERVICE_URL, createConversation({}))).rejects.toMatchObject({ status: 307 });
    expect(other.received).toEqual([]);
    await other.stop();
  });

  it('take an answer that is no JSON for one without content', async () => {
    local.refuse = () => ({ status: 200, text: '<html>' });
    expect(await local.connector().send(SERVICE_URL, message)).toBeUndefined();
    local.refuse = () => ({ status: 502, text: '<html>Bad gateway' });
    await expect(local.connector().send(SERVICE_URL, message)).rejects.toMatchObject({ status: 502, code: undefined });
  });

  it('do not read an answer without end', async () => {
    local.refuse = () => ({ status: 200, text: 'x'.repeat(300 * 1024) });
    await expect(local.connector().send(SERVICE_URL, message)).rejects.toThrow('too long an answer');
  });

  it('end after ten seconds without an answer', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'Date', 'performance'] });
    try {
      const received = new Promise<void>((resolve) => {
        local.refuse = () => {
          resolve();
          return { status: 0, silent: true };
        };
      });
      const sent = local.connector().send(SERVICE_URL, message);
      const failed = expect(sent).rejects.toThrow('no answer in time');
      await received;
      jest.advanceTimersByTime(9_999);
      jest.advanceTimersByTime(1);
      await failed;
    } finally {
      jest.useRealTimers();
    }
  });

  it('never have the token, the message or the answer in what goes wrong', async () => {
    local.refuse = () => ({ status: 400, code: 'BadArgument' });
    const connector = local.connector();
    const secret = createMessage('a:alex', { type: 'message', text: 'a-ticket-key' }, false);
    const refused = await connector.send(SERVICE_URL, secret).catch((error: unknown) => error);
    local.refuse = () => ({ status: 0, cutOff: true });
    const cut = await connector.send(SERVICE_URL, secret).catch((error: unknown) => error);
    for (const error of [refused, cut]) {
      const { message: said, stack, cause, ...fields } = error as Error;
      expect(`${said} ${stack} ${cause} ${JSON.stringify(fields)}`).not.toMatch(/a-ticket-key|the-bots-own-token/);
    }
  });
});
