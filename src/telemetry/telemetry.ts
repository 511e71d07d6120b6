import type { Logger } from 'pino';
import type { AuditEvent } from '../domain/audit/auditEvent';
import { Metrics, type TurnOutcome } from './metrics';
import { type OutsideCall, type OutsideCalls, resultOf } from './outsideCalls';
import { currentRun, type RunEnding } from './run';
import { NO_TRACES, type Tracer } from './tracer';

/** What is told of what happens. */
export interface TelemetryDeps {
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  readonly logger: Pick<Logger, 'info'>;
}

/** A turn as it begins. */
export interface TurnBegun {
  readonly kind: string;
  /** The id of the activity, which the audit has too. */
  readonly clickId?: string;
}

/** Measures, traces and logs what the bot does. It changes nothing: every work's result, or failure, is passed on. */
export class Telemetry implements OutsideCalls {
  constructor(readonly deps: TelemetryDeps) {}

  /** One turn, from its request read to its answer made. Writes one line into the log. */
  turn<T extends { readonly status: number }>(begun: TurnBegun, work: () => Promise<T>): Promise<T> {
    const { metrics, tracer, logger } = this.deps;
    const { kind, clickId } = begun;
    const run = currentRun();
    const start = performance.now();
    return tracer.span('turn', { kind, ...(run && { turnId: run.id }) }, async (span) => {
      const answer = await work();
      const { status } = answer;
      const durationMs = Math.round(performance.now() - start);
      const { what = '', ending } = run ?? {};
      const outcome = outcomeOf(status, ending);
      metrics.turn({ kind, what, outcome, seconds: (performance.now() - start) / 1000 });
      const refusal = ending?.kind === 'refused' ? { code: ending.code, reason: ending.reason } : undefined;
      if (refusal) metrics.refused(refusal.code, refusal.reason);
      span.say({ what, outcome, status, ...(refusal && { code: refusal.code }) });
      if (outcome === 'fault' || outcome === 'failed') span.fail(outcome);
      logger.info({ kind, what, outcome, status, durationMs, clickId, ...refusal }, 'turn');
      return answer;
    });
  }

  observe<T>(call: OutsideCall, work: (answered: (status: number) => void) => Promise<T>): Promise<T> {
    const { metrics, tracer } = this.deps;
    const start = performance.now();
    let status = 0;
    return tracer.span('outside call', call, async (span) => {
      try {
        return await work((answered) => {
          status = answered;
        });
      } finally {
        const result = resultOf(status);
        metrics.outsideCall(call, result, (performance.now() - start) / 1000);
        span.say({ status, outcome: result });
        if (result !== 'ok' && result !== 'not_found') span.fail(result);
      }
    });
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#timed(
      (seconds) => this.deps.metrics.transaction(seconds),
      () => this.deps.tracer.span('transaction', {}, work),
    );
  }

  /** Work after the answer of a turn; `what` is one of the bot's own words for it. */
  work<T>(what: string, work: () => Promise<T>): Promise<T> {
    return this.#timed(
      (seconds) => this.deps.metrics.work(what, seconds),
      () => this.deps.tracer.span('work', { what }, work),
    );
  }

  /** One pass of the sweeps. `work` says whether all of it went well. */
  async sweep(work: () => Promise<boolean>): Promise<void> {
    const start = performance.now();
    const isWhole = await this.deps.tracer.span('sweep', {}, async (span) => {
      const isWhole = await work();
      if (!isWhole) span.fail('failed');
      return isWhole;
    });
    this.deps.metrics.sweep(isWhole ? 'done' : 'failed', (performance.now() - start) / 1000);
  }

  happened(events: readonly AuditEvent[]): void {
    this.deps.metrics.happened(events);
  }

  turnedAway(reason: string): void {
    this.deps.metrics.turnedAway(reason);
  }

  fault(): void {
    this.deps.metrics.fault();
  }

  async #timed<T>(note: (seconds: number) => void, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      note((performance.now() - start) / 1000);
    }
  }
}

/** Measures into metrics that nobody reads, traces and logs nothing. */
export function unheardTelemetry(): Telemetry {
  return new Telemetry({ metrics: new Metrics(), tracer: NO_TRACES, logger: { info: () => undefined } });
}

function outcomeOf(status: number, ending: RunEnding | undefined): TurnOutcome {
  if (status >= 500) return 'failed';
  if (status >= 400) return 'turned_away';
  return ending?.kind ?? 'answered';
}
