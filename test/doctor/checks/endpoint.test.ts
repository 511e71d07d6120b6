import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../../../sandbox/world/faults';
import { ExaminationRoom } from '../../support/examination';

describe('the messaging endpoint', () => {
  let room: ExaminationRoom;
  let behind: Server;
  let status: number;
  beforeEach(async () => {
    room = await ExaminationRoom.open();
    status = 401;
    behind = createServer((request, response) => {
      if (request.url === '/metrics') return response.end('secretbot_notices_waiting 0\n');
      response.writeHead(request.url === '/readyz' ? 200 : status, { location: 'https://elsewhere.example' });
      return response.end();
    });
    await new Promise<void>((listening) => behind.listen(0, '127.0.0.1', listening));
    room.world.frontDoor.target = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    behind.closeAllConnections();
    await new Promise((closed) => behind.close(closed));
    await room.close();
  });

  const settings = (): Record<string, string> => ({ PORT: String((behind.address() as AddressInfo).port) });
  const from = (endpoint = `https://${room.world.frontDoor.host}/api/messages`, more = settings()) =>
    room.look('endpoint', more, { endpoint });

  it('is fine where the bot is ready, strangers are refused by it, and nothing else passes', async () => {
    const { codes, findings } = await from();
    expect(codes).toEqual([]);
    expect(JSON.stringify(findings)).toMatch(/is ready.*answers strangers with 401/);
  });

  it('was not looked at where nobody says where it is', async () => {
    const { words } = await room.look('endpoint', settings());
    expect(words('endpoint_not_said')).toContain('--endpoint https://');
  });

  it('may have no bot here, or one that is not ready', async () => {
    expect((await from(undefined, { PORT: '9' })).codes).toEqual(['bot_not_here']);
  });

  it.each([
    [200, 'endpoint_open'],
    [302, 'endpoint_redirects'],
    [404, 'endpoint_elsewhere'],
    [503, 'endpoint_without_bot'],
  ])('that answers strangers with %s is named', async (answered, code) => {
    status = answered;
    expect((await from()).codes).toEqual([code]);
  });

  it('that is down, or has another certificate, is named with what to check', async () => {
    delete room.world.frontDoor.target;
    expect((await from()).codes).toEqual(['endpoint_without_bot']);
    const noAnswer: Fault = { kind: 'no_answer' };
    room.world.faults.switchOn({ service: 'frontDoor', fault: noAnswer });
    expect((await from()).codes).toEqual(['endpoint_unreachable']);
    expect((await from('http://secretbot.example/api/messages')).codes).toEqual(['endpoint_not_https']);
  });

  it('must let nobody read the metrics', async () => {
    room.world.frontDoor.passes = 'everything';
    expect((await from()).words('metrics_open')).toContain('nothing but POST /api/messages');
  });
});
