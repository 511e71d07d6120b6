import type { Logger } from 'pino';
import type { ControlServer } from '../control/controlServer';
import type { BotServer } from '../server';
import type { Tracer } from '../telemetry/tracer';

/** How long each step of closing may take at the end, in milliseconds; what is away, or does not answer, is not waited for. */
const CLOSE_LIMIT_MS = 2_000;

/** What is stopped. */
export interface Stoppable {
  readonly server: Pick<BotServer, 'drain' | 'close'>;
  readonly control: Pick<ControlServer, 'close'>;
  readonly background: { idle(): Promise<void> };
  readonly runs: { idle(): Promise<void> };
  readonly outbox: { giveBack(): Promise<void> };
  /** The audit's last head, once nothing is written any more. */
  readonly heads: { export(): Promise<void> };
  readonly database: { close(): Promise<void> };
  readonly tracer: Pick<Tracer, 'stop'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Stops in order: no new turns; turns under way are answered and their work is done, for `limitMs` at most; deliveries
 * that are cut off are given back; ports are closed, then the database, and the last spans are sent. What else is cut off
 * is found by the next start, when its lease has run out.
 */
export async function stopInOrder(parts: Stoppable, limitMs: number): Promise<void> {
  const begun = performance.now();
  const { server, control, background, runs, outbox, heads, database, tracer, logger } = parts;
  const work = server.drain().then(() => Promise.all([background.idle(), runs.idle()]));
  const isDone = await inTime(work, limitMs);
  if (!isDone) await inTime(outbox.giveBack(), CLOSE_LIMIT_MS);
  await inTime(Promise.all([server.close(), control.close()]), CLOSE_LIMIT_MS);
  await inTime(heads.export(), CLOSE_LIMIT_MS);
  await inTime(database.close(), CLOSE_LIMIT_MS);
  await tracer.stop(CLOSE_LIMIT_MS);
  const durationMs = Math.round(performance.now() - begun);
  if (isDone) logger.info({ durationMs }, 'SecretBot has stopped');
  else logger.warn({ durationMs }, 'SecretBot has stopped; the next start goes on with what was cut off');
}

/** @returns false when the time was over first, or the work failed: then the next start finds what is left. */
async function inTime(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, limit]).finally(() => clearTimeout(timer));
}
