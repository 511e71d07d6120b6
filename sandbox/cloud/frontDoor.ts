import http from 'node:http';
import type { World } from '../world/world';
import { type HostHandler, send } from './hostHandler';

/** What stands between the internet and the bot: ends TLS and lets Teams' messages through, or everything where a test says so. */
export function frontDoorHandler(world: World): HostHandler {
  return (request, response) => {
    const { target, passes } = world.frontDoor;
    const isMessage = request.method === 'POST' && request.url === '/api/messages';
    if (!isMessage && passes === 'messages') {
      return send(response, { status: 404 });
    }
    if (target === undefined) {
      return send(response, { status: 502 });
    }
    const { method, headers, url = '/' } = request;
    const forward = http.request(new URL(url, target), { method, headers: { ...headers, host: 'bot' } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forward.on('error', () => send(response, { status: 502 }));
    request.pipe(forward);
  };
}
