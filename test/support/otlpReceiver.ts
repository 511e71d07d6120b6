import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes spans as a collector does, over HTTP on loopback, and keeps the bytes as they came. */
export class OtlpReceiver {
  readonly #server: Server;
  readonly #bodies: Buffer[] = [];
  /** Path, content type and password of every request. */
  readonly requests: string[] = [];

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.#bodies.push(Buffer.concat(chunks));
        this.requests.push(`${request.url} ${request.headers['content-type']} ${request.headers['x-collector-key']}`);
        // In two steps: restify, where it was loaded in this process, makes writeHead give nothing back.
        response.writeHead(200, { 'Content-Type': 'application/x-protobuf' });
        response.end();
      });
    });
  }

  static async start(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Everything that came. Protobuf writes texts as they are, so that they can be searched for. */
  get text(): string {
    return Buffer.concat(this.#bodies).toString('utf8');
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
