import { randomInt } from 'node:crypto';
import net from 'node:net';

/**
 * A loopback port that nobody listens on at this moment. Below the range from which systems take ports for outgoing
 * connections, so that it is still free a moment later and while the bot is down between two starts.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  return (await isFree(port)) ? port : freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
