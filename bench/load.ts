import http from 'node:http';
import type { Contender } from './contender';

/** One turn of one person, from sending the activity to the whole answer. @throws when it was not answered as expected */
export type Turn = () => Promise<void>;

/** What one round showed. */
export interface Round {
  readonly turnsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** An HTTP answer as text. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Longer than any turn may take: the bench ends instead of waiting for an answer that never comes. */
const answerWithinMs = 30_000;

let agent = new http.Agent();

/**
 * Posts one activity to a bot over a kept-alive connection. A bot that stood still for seconds, waiting for a busy disk,
 * closes a connection that it believes idle: then it has read nothing, and the activity is posted again.
 */
export async function post(url: string, token: string, activity: object): Promise<Answer> {
  const body = JSON.stringify(activity);
  try {
    return await postOnce(url, token, body);
  } catch (error) {
    if (!(error instanceof ClosedWhileIdle)) throw error;
    return await postOnce(url, token, body);
  }
}

class ClosedWhileIdle extends Error {}

function postOnce(url: string, token: string, body: string): Promise<Answer> {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${token}`,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/api/messages`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.once('error', reject);
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      const wasIdle = request.reusedSocket && error.code === 'ECONNRESET';
      reject(wasIdle ? new ClosedWhileIdle(error.message) : error);
    });
    request.setTimeout(answerWithinMs, () => request.destroy(new Error('a turn was not answered in time')));
    request.end(body);
  });
}

/** Lets `people` take turns, all at once, until `total` turns are done. */
export async function round(contender: Contender, people: readonly Turn[], total: number): Promise<Round> {
  const times: number[] = [];
  // New connections for each round: the server may have closed those that idled since the last one.
  agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
  let begun = 0;
  const before = await contender.usage();
  const start = performance.now();
  const takeTurns = async (turn: Turn): Promise<void> => {
    while (begun < total) {
      begun += 1;
      const from = performance.now();
      await turn();
      times.push(performance.now() - from);
    }
  };
  await Promise.all(people.map(takeTurns));
  agent.destroy();
  const seconds = (performance.now() - start) / 1_000;
  const after = await contender.usage();
  times.sort((one, other) => one - other);
  return {
    turnsPerSecond: times.length / seconds,
    cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / times.length,
    p50Ms: times[Math.floor(times.length * 0.5)] ?? 0,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}
