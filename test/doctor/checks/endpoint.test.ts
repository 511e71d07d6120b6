import { createServer, type Server } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from '../../../sandbox/cloud/certificates';
import type { Fault } from '../../../sandbox/world/faults';
import { ExaminationRoom } from '../../support/examination';

describe('the messaging endpoint', () => {
  let room: ExaminationRoom;
  let behind: Server;
  let status: number;
  let ready: number;
  beforeEach(async () => {
    room = await ExaminationRoom.open();
    status = 401;
    ready = 200;
    behind = createServer((request, response) => {
      if (request.url === '/metrics') return response.end('secretbot_notices_waiting 0\n');
      response.writeHead(request.url === '/readyz' ? ready : status, { location: 'https://elsewhere.example' });
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
    ready = 503;
    expect((await from()).words('not_ready')).toContain('Look at “Database” above');
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

  it('that is down, or has no https:// address, is named with what to check', async () => {
    delete room.world.frontDoor.target;
    expect((await from()).codes).toEqual(['endpoint_without_bot']);
    const noAnswer: Fault = { kind: 'no_answer' };
    room.world.faults.switchOn({ service: 'frontDoor', fault: noAnswer });
    expect((await from()).codes).toEqual(['endpoint_unreachable']);
    expect((await from('http://secretbot.example/api/messages')).codes).toEqual(['endpoint_not_https']);
  });

  it('whose certificate nobody knows, or is of another name, is named with what a certificate must be', async () => {
    const { certificate: cert, privateKey: key } = await makeCertificates(['127.0.0.1'], 'Nobody knows this authority');
    const strange = https.createServer({ cert, key }, (_request, response) => response.end());
    await new Promise<void>((listening) => strange.listen(0, '127.0.0.1', listening));
    const { port } = strange.address() as AddressInfo;
    const unknown = await from(`https://127.0.0.1:${port}/api/messages`);
    strange.close();
    expect(unknown.codes).toEqual(['endpoint_certificate']);
    expect(unknown.words('endpoint_certificate')).toContain('the intermediate ones too');
    const other = await from(`https://127.0.0.1:${room.port}/api/messages`);
    expect(other.words('endpoint_certificate')).toContain('made out to this host name');
  });

  it('whose certificate ends within three weeks is worth a note with the day', async () => {
    const day = 86_400_000;
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 350 * day);
    const { codes, words } = await from();
    jest.restoreAllMocks();
    expect(codes).toEqual(['certificate_ends_soon']);
    expect(words('certificate_ends_soon')).toContain(new Date(Date.now() + 365 * day).toISOString().slice(0, 10));
  });

  it('must let nobody read the metrics', async () => {
    room.world.frontDoor.passes = 'everything';
    expect((await from()).words('metrics_open')).toContain('nothing but POST /api/messages');
  });
});
