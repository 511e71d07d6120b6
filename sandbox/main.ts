/**
 * `npm run sandbox`: a whole local world for trying SecretBot, with no tenant and no network.
 *
 * Prints the page's address when the bot is ready. Ctrl-C, SIGTERM and a closed terminal stop everything.
 */
import { readCommandLine, UsageError } from './commandLine';
import { findPostgres } from './database/findPostgres';
import { openBrowser } from './openBrowser';
import { answerOperator, OPERATOR_PATH } from './operatorDesk';
import { listenForPage, type PageListener } from './pageListener';
import type { Sandbox } from './startSandbox';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let sandbox: Sandbox | undefined;
let page: PageListener | undefined;
let stopping = false;

for (const signal of stopSignals) {
  process.on(signal, () => void stop(0));
}

main().catch((error: unknown) => {
  if (!stopping) {
    say(error instanceof UsageError ? error.message : `The sandbox could not start: ${textOf(error)}`);
    void stop(1);
  }
});

async function main(): Promise<void> {
  const wishes = readCommandLine(process.argv.slice(2), process.env, () => findPostgres() !== undefined);
  const { engine, replicas, journalFile } = wishes;
  // First, so that a port that cannot be had is said at once.
  page = await listenForPage((request, response) => {
    if (sandbox && request.url === OPERATOR_PATH) {
      answerOperator(sandbox, request, response);
    } else if (sandbox) {
      sandbox.teams.page(request, response);
    } else {
      response.writeHead(503, { 'retry-after': '1' });
      response.end();
    }
  }, wishes.port);
  // Not before: it loads for a second, and whoever made a slip on the command line hears of it at once.
  const { startSandbox } = await import('./startSandbox');
  const started = await startSandbox({ engine, replicas, ...(journalFile && { journalFile }) });
  sandbox = started;
  if (stopping) {
    await stop(0);
    return;
  }
  started.bot.onUnexpectedExit((code, bot) => {
    say(`The bot ended by itself (${code}). The end of its log:\n${bot.lastWords()}`);
    void stop(1);
  });
  const url = `http://127.0.0.1:${page.port}/?as=alex`;
  process.stdout.write(`Local Teams: ${url}\n`);
  if (wishes.openBrowser) {
    openBrowser(url);
  }
}

/** Once; the bot's process goes first. A stop during the start waits for the start to end. */
async function stop(code: number): Promise<void> {
  if (stopping && !sandbox) {
    return;
  }
  stopping = true;
  process.exitCode = code;
  const current = sandbox;
  sandbox = undefined;
  await current?.stop();
  await page?.close();
  if (current || code !== 0) {
    process.exit(code);
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
