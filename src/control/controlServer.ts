import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isForOperators } from '../forOperators';
import { readJson } from '../server/readJson';
import { isOperation, type OperationName, type Operations, questions } from './operations';
import { openSocketFolder, type SocketFolder } from './socketPath';
import { takeSocket } from './takeSocket';

const QUESTION_LIMIT = 64 * 1024;

/** What the server needs. */
export interface ControlDeps {
  readonly operations: Operations;
  /** Keeps what went wrong and gives its number. */
  readonly faults: { record(error: unknown, during: string): string };
}

/**
 * Answers the operator's tools on a socket in the data folder, which only the bot's own user can reach: there is no
 * other way in, and no password. `POST /<operation>` with JSON; the answer is JSON, or NDJSON that is complete only
 * when it was not broken off.
 */
export class ControlServer {
  readonly #server: Server;
  #folder: SocketFolder | undefined;
  #giveBack: () => void = () => undefined;

  constructor(readonly deps: ControlDeps) {
    this.#server = createServer((request, response) => void this.#receive(request, response));
  }

  /** Opens the socket. @throws ControlError when another bot answers there, or it cannot be made. */
  async listen(dataDir: string): Promise<void> {
    this.#folder = openSocketFolder(dataDir);
    this.#giveBack = await takeSocket(this.#server, this.#folder);
  }

  /** Takes the socket away; answers that are not whole by then are broken off. Harmless when repeated. */
  async close(): Promise<void> {
    this.#giveBack();
    this.#giveBack = () => undefined;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
    this.#folder?.close();
    this.#folder = undefined;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Connection', 'close');
    const name = (request.url ?? '').slice(1);
    try {
      if (request.method !== 'POST' || !isOperation(name)) {
        return fault(response, 404, 'The running SecretBot does not know this. Is it of another version?');
      }
      const body = await readJson(request, QUESTION_LIMIT).catch(() => undefined);
      const question = body && 'value' in body ? questions[name].safeParse(body.value) : undefined;
      if (!question?.success) return fault(response, 400, 'The running SecretBot does not understand the question.');
      await this.#answer(response, await this.#do(name, question.data));
    } catch (error) {
      this.#fail(response, error, name);
    }
  }

  #do(name: OperationName, question: unknown): Promise<object> {
    // The table's own schema has just read the question; TypeScript cannot follow a name that is only known now.
    return (this.deps.operations[name] as (question: unknown) => Promise<object>)(question);
  }

  async #answer(response: ServerResponse, answer: object): Promise<void> {
    if (Symbol.asyncIterator in answer) {
      response.setHeader('Content-Type', 'application/x-ndjson');
      return pipeline(Readable.from(linesOf(answer as AsyncIterable<object>)), response);
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer));
  }

  #fail(response: ServerResponse, error: unknown, during: string): void {
    const isForOperator = isForOperators(error);
    // Whoever asked and went away is nobody's fault.
    const hasGone = (error as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';
    const number = isForOperator || hasGone ? undefined : this.deps.faults.record(error, during);
    // Half an answer was sent: breaking it off is the only way to say that it is not whole.
    if (response.headersSent) response.destroy();
    else if (isForOperator) fault(response, 409, error.message);
    else fault(response, 500, `Something went wrong. The log has it as fault ${number}.`);
  }
}

async function* linesOf(rows: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

function fault(response: ServerResponse, status: number, words: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ fault: words }));
}
