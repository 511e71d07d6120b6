import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BotConnector } from '../../../src/adapters/teams/botConnector';

/** A request as it was on the wire. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** What a request is answered with instead of success; `cutOff` closes the connection after the request was read. */
export interface Refusal {
  readonly status: number;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cutOff?: boolean;
  /** Instead of JSON. */
  readonly text?: string;
  /** Never answers. */
  readonly silent?: boolean;
}

/** A tiny Bot Connector over real HTTP. It takes everything, unless a refusal is planned for that kind of request. */
export class LocalConnector {
  readonly received: Received[] = [];
  /** How often somebody connected. */
  connections = 0;
  /** Decides over each request; `undefined` is success. */
  refuse: (request: Received) => Refusal | undefined = () => undefined;
  readonly #server: Server;
  #messages = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request).then((received) => {
        const refusal = this.refuse(received);
        if (refusal?.silent) return;
        if (refusal?.cutOff) return void request.socket.destroy();
        this.#messages += 1;
        const id = received.url === '/v3/conversations' ? 'a:opened' : `m${this.#messages}`;
        const body = refusal ? { error: { code: refusal.code ?? 'Error', message: 'no' } } : { id };
        response.statusCode = refusal?.status ?? 201;
        response.setHeader('Content-Type', 'application/json');
        for (const [name, value] of Object.entries(refusal?.headers ?? {})) response.setHeader(name, value);
        response.end(refusal?.text ?? JSON.stringify(body));
      });
    });
  }

  static async start(): Promise<LocalConnector> {
    const connector = new LocalConnector();
    connector.#server.on('connection', () => {
      connector.connections += 1;
    });
    await new Promise<void>((resolve) => connector.#server.listen(0, '127.0.0.1', resolve));
    return connector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** The real one, whose requests come here whatever the allowed service URL is. `tokens` gives the bot's. */
  connector(
    isAllowed: (serviceUrl: string) => boolean = () => true,
    tokens: (renew: boolean) => string = () => 'the-bots-own-token',
  ): Pick<BotConnector, 'send'> {
    const real = new BotConnector({
      token: async (renew) => tokens(renew),
      isAllowed: (url) => url === this.url || isAllowed(url),
    });
    return { send: (serviceUrl, request) => real.send(isAllowed(serviceUrl) ? this.url : serviceUrl, request) };
  }

  /** The requests, in a form that is easy to compare. */
  get calls(): readonly string[] {
    return this.received.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`);
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #take(request: IncomingMessage): Promise<Received> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const text = Buffer.concat(chunks).toString();
    const received = { method, url, authorization: headers.authorization, body: text === '' ? {} : JSON.parse(text) };
    this.received.push(received);
    return received;
  }
}
