import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What the running code belongs to: one request of the channel with all that follows from it, or one pass of the sweeps. */
export interface Run {
  readonly kind: 'turn' | 'sweep';
  /** Random, 16 hexadecimal digits; says nothing of whoever set it off. */
  readonly id: string;
  /** Command or button, by the closed tables of the bot; known once it was parsed. */
  what?: string;
  /** How it went, where it did not go well. */
  ending?: RunEnding;
}

/** Refused: an expected failure was told, by code and reason of the closed tables. Fault: one of ours, with a number. */
export type RunEnding =
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'fault' };

const running = new AsyncLocalStorage<Run>();

/**
 * Does the work as a run of its own. Whatever it calls or starts, timers and promises among it, belongs to it, for as
 * long as it goes on: its log lines carry the run's id.
 */
export function beginRun<T>(kind: Run['kind'], work: () => T): T {
  return running.run({ kind, id: randomId() }, work);
}

/** Both ends of a UUID, which are random; Node.js has those ready. */
function randomId(): string {
  const uuid = randomUUID();
  return uuid.slice(0, 8) + uuid.slice(-8);
}

/** What the running code belongs to; `undefined` outside every run, at the start and the stop for example. */
export function currentRun(): Run | undefined {
  return running.getStore();
}

/** The running turn turned out to be this command or button. Does nothing outside a run. */
export function noteWhat(what: string): void {
  const run = currentRun();
  if (run) run.what = what;
}

/** The run ends like this. A fault outweighs a refusal; the first of two refusals stands. */
export function noteEnding(ending: RunEnding): void {
  const run = currentRun();
  if (run && (ending.kind === 'fault' || run.ending === undefined)) run.ending = ending;
}

/** The field of a log line that joins the lines of a run. */
export function runFields(): { readonly turnId?: string; readonly sweepId?: string } {
  const run = currentRun();
  if (!run) return {};
  return run.kind === 'turn' ? { turnId: run.id } : { sweepId: run.id };
}
