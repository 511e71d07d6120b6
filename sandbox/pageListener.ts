import http from 'node:http';
import type { HostHandler } from './cloud/hostHandler';
import { UsageError } from './commandLine';

/** The page's HTTP server. */
export interface PageListener {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the page on loopback only. @throws UsageError when the port cannot be had */
export function listenForPage(page: HostHandler, port: number): Promise<PageListener> {
  const server = http.createServer(page);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new UsageError(sentenceFor(error, port))));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : port, close: () => close(server) });
    });
  });
}

function sentenceFor({ code, message }: NodeJS.ErrnoException, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Choose another with SANDBOX_PORT=<port>, or any free one with SANDBOX_PORT=0.`;
    case 'EACCES':
      return `Port ${port} is not allowed for you. Choose one above 1023 with SANDBOX_PORT=<port>.`;
    default:
      return `The sandbox cannot listen on port ${port}: ${message}.`;
  }
}

function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
