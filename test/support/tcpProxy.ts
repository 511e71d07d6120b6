import net from 'node:net';
import { setImmediate as nextRound } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A way to a server on this machine that can fail in the ways networks do. */
export class TcpProxy {
  private readonly pairs = new Set<readonly [net.Socket, net.Socket]>();
  private trap: { readonly text: string; readonly lose: 'question' | 'answer' } | undefined;

  private constructor(private readonly server: net.Server) {}

  static async to(port: number): Promise<TcpProxy> {
    const server = net.createServer();
    const proxy = new TcpProxy(server);
    server.on('connection', (client) => proxy.join(client, net.connect(port, '127.0.0.1')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  /** Cuts the next connection that says `text`: before the server hears it, or after the server answered and before the client hears that. */
  cutOnce(text: string, lose: 'question' | 'answer'): void {
    this.trap = { text, lose };
  }

  /** From now on nothing comes through in either direction, and nobody is told. New connections do not get through either. */
  silence(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
  }

  /** Lets everything through again that was held up. */
  resume(): void {
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  /** Resolves when every connection has ended, and its client, in this process, has heard of that. */
  async untilAllEnded(): Promise<void> {
    const connections = promisify(this.server.getConnections.bind(this.server));
    while ((await connections()) > 0) await nextRound();
    // The end is on its way in the system: one round reads it, the next one acts on it.
    for (let round = 0; round < 3; round += 1) await nextRound();
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: net.Socket, upstream: net.Socket): void {
    const pair = [client, upstream] as const;
    this.pairs.add(pair);
    const cut = (): void => {
      this.pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    let losesAnswer = false;
    client.on('data', (data) => {
      const trap = this.trap && data.includes(this.trap.text) ? this.trap : undefined;
      if (trap) this.trap = undefined;
      if (trap?.lose === 'question') return cut();
      losesAnswer ||= trap?.lose === 'answer';
      upstream.write(data);
    });
    upstream.on('data', (data) => (losesAnswer ? cut() : client.write(data)));
    for (const socket of pair) socket.on('error', cut).on('close', cut);
  }
}
