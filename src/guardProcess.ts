import type { Logger } from 'pino';

/** What a process of the bot must not do by itself: print others' words, open a debugger, write its memory to a file. */
export function guardProcess(logger: Pick<Logger, 'debug' | 'warn'>): void {
  silenceConsole(logger);
  silenceWarnings(logger);
  keepDebuggerClosed(logger);
  writeNoReports();
}

/** Libraries print errors with what they were given. That something was printed is all that is kept. */
function silenceConsole(logger: Pick<Logger, 'debug'>): void {
  for (const [kind, method] of Object.entries(console)) {
    if (typeof method !== 'function') continue;
    Object.assign(console, { [kind]: () => logger.debug({ kind }, 'a library wrote to the console') });
  }
}

/** Node prints warnings with their text; kept are the name and the code. */
function silenceWarnings(logger: Pick<Logger, 'warn'>): void {
  process.removeAllListeners('warning');
  process.on('warning', (error) => logger.warn({ error }, 'Node warns'));
}

/** Without a listener Node opens its debugger at this signal, to whoever is on the machine. */
function keepDebuggerClosed(logger: Pick<Logger, 'warn'>): void {
  process.on('SIGUSR1', (signal) => logger.warn({ signal }, 'the debugger stays closed'));
}

/** A diagnostic report holds the environment. */
function writeNoReports(): void {
  const { report } = process;
  if (!report) return;
  report.reportOnFatalError = false;
  report.reportOnSignal = false;
  report.reportOnUncaughtException = false;
}
