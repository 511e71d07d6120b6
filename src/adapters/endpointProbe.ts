import http from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { ProbeFailure } from './probeFailure';

/** An answer over HTTP, as far as it matters here. */
export interface Answered {
  readonly status: number;
  /** The beginning of the body. */
  readonly text: string;
  /** Until when the server's certificate is good; `undefined` without TLS. */
  readonly certificateEnds?: Date;
}

const DEADLINE_MS = 10_000;
const ENOUGH = 64 * 1024;

/**
 * Asks an address as a stranger would: no token, no redirect followed, and the certificate checked as Teams checks it.
 *
 * @throws ProbeFailure when there is no answer, with the code of the network or TLS.
 */
export function askAsStranger(method: 'GET' | 'POST', url: string): Promise<Answered> {
  const ask = url.startsWith('https:') ? https.request : http.request;
  const headers = method === 'POST' ? { 'content-type': 'application/json', 'content-length': 2 } : {};
  return new Promise((resolve, reject) => {
    const fail = ({ code, name }: NodeJS.ErrnoException): void =>
      reject(new ProbeFailure({ service: 'bot', status: 0, code: code ?? name }));
    const request = ask(
      url,
      { method, headers, signal: AbortSignal.timeout(DEADLINE_MS), agent: false },
      (response) => {
        const ends = certificateEnds(response.socket);
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          if (text.length < ENOUGH) text += chunk;
        });
        response.on('error', fail);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text, ...(ends && { certificateEnds: ends }) });
        });
      },
    );
    request.on('error', fail);
    request.end(method === 'POST' ? '{}' : undefined);
  });
}

function certificateEnds(socket: http.IncomingMessage['socket']): Date | undefined {
  if (!('encrypted' in socket)) return undefined;
  const { valid_to: end } = (socket as TLSSocket).getPeerCertificate();
  return end ? new Date(end) : undefined;
}
