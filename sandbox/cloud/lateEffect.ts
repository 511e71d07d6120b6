import { type IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { World } from '../world/world';
import type { HostHandler } from './hostHandler';

/** Breaks the connection once the request is read, and hands it to its handler when this much time of the world has passed. */
export function happenLater(
  world: World,
  milliseconds: number,
  { request, response, handler }: { request: IncomingMessage; response: ServerResponse; handler: HostHandler },
): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    const { method, url, headers } = request;
    response.destroy();
    atWorldTime(world, world.clock.now().getTime() + milliseconds, () => {
      const again = Object.assign(Readable.from([Buffer.concat(chunks)]), { method, url, headers }) as IncomingMessage;
      // Nobody hears the answer.
      handler(again, new ServerResponse(again));
    });
  });
}

/** Does `work` once the world's time has come to `at`, by itself or by a skip. */
function atWorldTime(world: World, at: number, work: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  const look = (): Promise<void> => {
    clearTimeout(timer);
    const left = at - world.clock.now().getTime();
    if (left > 0) {
      timer = setTimeout(look, left);
      timer.unref();
    } else {
      stopListening();
      work();
    }
    return Promise.resolve();
  };
  const stopListening = world.clock.onSkip(look);
  void look();
}
