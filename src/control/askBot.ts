import { type IncomingMessage, request } from 'node:http';
import { ControlError } from './controlError';
import type { Answers, OperationName, Question } from './operations';
import { openSocketFolder, SOCKET } from './socketPath';

/**
 * Asks the bot that runs on this data folder and waits for the answer, however long it takes.
 *
 * @returns `'nobody'` when no bot answers there.
 * @throws ControlError with the bot's own words, or when its answer was broken off.
 */
export async function askBot<N extends OperationName>(
  dataDir: string,
  name: N,
  question: Question<N>,
): Promise<Answers[N] | 'nobody'> {
  const response = await send(dataDir, name, question);
  if (response === 'nobody') return 'nobody';
  // What answers is the same program: its answers are not read with suspicion.
  if (response.headers['content-type'] === 'application/x-ndjson') return rowsOf(response) as unknown as Answers[N];
  const answer: unknown = JSON.parse(await textOf(response));
  if (response.statusCode === 200) return answer as Answers[N];
  throw new ControlError((answer as { fault?: string }).fault ?? 'The running SecretBot did not say what is wrong.');
}

function send(dataDir: string, name: string, question: object): Promise<IncomingMessage | 'nobody'> {
  const folder = openSocketFolder(dataDir);
  const headers = { 'Content-Type': 'application/json' };
  return new Promise<IncomingMessage | 'nobody'>((resolve, reject) => {
    const asked = request({ socketPath: folder.address(SOCKET), path: `/${name}`, method: 'POST', headers }, resolve);
    asked.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ENOENT' || code === 'ECONNREFUSED') resolve('nobody');
      else reject(notAnswered(code));
    });
    asked.end(JSON.stringify(question));
  }).finally(() => folder.close());
}

function notAnswered(code: string | undefined): ControlError {
  return code === 'EACCES'
    ? new ControlError('SecretBot runs as another user: run this as that user.')
    : new ControlError(`The running SecretBot broke off its answer (${code}). Its log says why.`);
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of whole(response)) text += chunk;
  return text;
}

async function* rowsOf(response: IncomingMessage): AsyncGenerator<object> {
  let rest = '';
  for await (const chunk of whole(response)) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as object;
  }
}

async function* whole(response: IncomingMessage): AsyncGenerator<string> {
  response.setEncoding('utf8');
  try {
    for await (const chunk of response) yield chunk as string;
  } catch (error) {
    throw notAnswered((error as NodeJS.ErrnoException).code);
  }
}
