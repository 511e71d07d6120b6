import { type App, compose } from './compose';
import { loadConfig } from './config';
import { forgetSecrets } from './config/ownSecrets';
import { isForOperators } from './forOperators';
import { guardProcess } from './guardProcess';
import { tracerFor } from './telemetry/tracer';

/** How long a stop waits for turns and work under way; what is cut off then is found by the next start's sweep. */
const STOP_LIMIT_MS = 8_000;

const WARM_UP_AFTER_MS = 500;

async function start(): Promise<void> {
  const config = loadConfig(process.env, process.execArgv);
  const tracer = await tracerFor(config.tracing);
  forgetSecrets(process.env);
  const app = await compose(config, tracer);
  guardProcess(app.logger);
  endOnFault(app);
  await app.control.listen(config.dataDir);
  const port = await app.server.listen(config.port, config.host);
  app.logger.info({ host: config.host, port }, 'SecretBot is listening');
  const timer = setInterval(() => app.sweep(), config.sweepSeconds * 1000);
  stopOn(['SIGTERM', 'SIGINT'], app, timer);
  await app.sweep();
  // Whoever waits for the first answer, a supervisor or a person, comes first; nobody needs all of the cards now.
  setTimeout(() => app.warmUp(), WARM_UP_AFTER_MS).unref();
}

/** Whatever nobody caught ends the process, by the log's allow-list: the default would print the whole error. */
function endOnFault(app: App): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      const fields = error instanceof Error ? { reason: event, error } : { reason: event };
      app.logger.fatal(fields, 'SecretBot has to end');
      process.exit(1);
    });
  }
}

function stopOn(signals: readonly NodeJS.Signals[], app: App, timer: NodeJS.Timeout): void {
  let stopping = false;
  for (const signal of signals) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait.
      if (stopping) process.exit(1);
      stopping = true;
      clearInterval(timer);
      app.logger.info({ signal }, 'SecretBot is stopping');
      app.stop(STOP_LIMIT_MS).then(() => process.exit(0), fail);
    });
  }
}

/** Says what is wrong in words for the operator where there are any, never in those of another system. */
function fail(error: unknown): void {
  const { name, code, stack } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const where = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const text = isForOperators(error) ? error.message : [`${name} ${code ?? ''}`, ...where].join('\n');
  // There may be no logger yet, and the operator must read it.
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

start().catch(fail);
