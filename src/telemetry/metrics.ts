import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditEvent } from '../domain/audit/auditEvent';
import { reasonOf } from './eventReasons';
import type { StoredFigures } from './figures';
import type { CallResult, OutsideCall } from './outsideCalls';
import { ProcessGauges } from './processGauges';
import { StoredGauges } from './storedGauges';

/** Bounds of durations that people wait for, in seconds. */
const WAITS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 25];

/** What alerts wait for: shown from the start, since Prometheus cannot see a counter grow that was not there before. */
const WATCHED: readonly Pick<AuditEvent, 'action' | 'detail'>[] = [
  { action: 'create.unclear' },
  { action: 'reveal.refused', detail: 'foreign' },
  { action: 'limit.reached', detail: 'guess' },
  { action: 'limit.reached', detail: 'reveal' },
];

/** How a turn ended: `turned_away` at the gate; `failed` with an HTTP error; `fault` with a sentence and a number. */
export type TurnOutcome = 'answered' | 'refused' | 'fault' | 'turned_away' | 'failed';

/** One turn, in words of closed lists. */
export interface TurnCounted {
  readonly kind: string;
  readonly what: string;
  readonly outcome: TurnOutcome;
  readonly seconds: number;
}

/**
 * Everything that `/metrics` shows. Each process counts for itself, from its start; what is stored is the same on all.
 *
 * Labels are words of closed lists. No metric holds a name, or an id of a person, an application or a secret.
 * `docs/metrics.md` says what each is; a test compares.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = this.#counter('requests_total', 'Requests to POST /api/messages, by HTTP status', ['status']);
  readonly #gate = this.#counter('gate_refusals_total', 'Requests turned away at the gate', ['reason']);
  readonly #turns = this.#counter('turns_total', 'Turns, by how they ended', ['kind', 'what', 'outcome']);
  readonly #turnSeconds = this.#histogram('turn_seconds', 'From a request read to its answer made', ['kind']);
  readonly #refusals = this.#counter('refusals_total', 'Expected failures that people were told', ['code', 'reason']);
  readonly #faults = this.#counter('faults_total', 'Faults of SecretBot itself, each with a number in the log', []);
  readonly #events = this.#counter('events_total', 'What happened: rows of the audit', ['action', 'reason']);
  readonly #calls = this.#counter('outside_calls_total', 'Requests to other systems', [
    'service',
    'operation',
    'result',
  ]);
  readonly #callSeconds = this.#histogram('outside_call_seconds', 'How long other systems took', ['service']);
  readonly #transactionSeconds = this.#histogram('transaction_seconds', 'Database transactions, with their wait', []);
  readonly #workSeconds = this.#histogram('work_seconds', 'Work after the answer of a turn', ['what']);
  readonly #sweeps = this.#counter('sweeps_total', 'Passes of the sweeps', ['outcome']);
  readonly #sweepSeconds = this.#histogram('sweep_seconds', 'How long a pass of the sweeps took', []);
  readonly #sweepEnded = this.#gauge('sweep_ended_timestamp_seconds', 'When the last pass of the sweeps ended', []);
  readonly #underWay = this.#gauge(
    'requests_under_way',
    'Requests to POST /api/messages that are not answered yet',
    [],
  );
  readonly #intact = this.#gauge('audit_chain_intact', '1 when the audit verified at the start, else 0', []);
  readonly #stored = new StoredGauges(this.#registry);
  readonly #process = new ProcessGauges(this.#registry);

  constructor() {
    for (const event of WATCHED) this.#events.inc({ action: event.action, reason: reasonOf(event) }, 0);
    for (const outcome of ['done', 'failed']) this.#sweeps.inc({ outcome }, 0);
  }

  /** A request was answered with this status. */
  answered(status: number): void {
    this.#requests.inc({ status });
  }

  turnedAway(reason: string): void {
    this.#gate.inc({ reason });
  }

  turn({ kind, what, outcome, seconds }: TurnCounted): void {
    this.#turns.inc({ kind, what, outcome });
    this.#turnSeconds.observe({ kind }, seconds);
  }

  refused(code: string, reason: string): void {
    this.#refusals.inc({ code, reason });
  }

  fault(): void {
    this.#faults.inc();
  }

  /** These rows of the audit were committed. */
  happened(events: readonly AuditEvent[]): void {
    for (const event of events) this.#events.inc({ action: event.action, reason: reasonOf(event) });
  }

  outsideCall({ service, operation }: OutsideCall, result: CallResult, seconds: number): void {
    this.#calls.inc({ service, operation, result });
    this.#callSeconds.observe({ service }, seconds);
  }

  transaction(seconds: number): void {
    this.#transactionSeconds.observe(seconds);
  }

  work(what: string, seconds: number): void {
    this.#workSeconds.observe({ what }, seconds);
  }

  sweep(outcome: 'done' | 'failed', seconds: number): void {
    this.#sweeps.inc({ outcome });
    this.#sweepSeconds.observe(seconds);
    this.#sweepEnded.setToCurrentTime();
  }

  /** The page for Prometheus, in its text format. `stored` left out says that the database is away. */
  async page(now: PageNow): Promise<string> {
    this.#underWay.set(now.underWay);
    this.#intact.set(now.auditIntact ? 1 : 0);
    this.#stored.show(now.stored);
    this.#process.show();
    return this.#registry.metrics();
  }

  /** Every metric, with its labels and what it is for. */
  get about(): readonly AboutMetric[] {
    return this.#registry.getMetricsAsArray().map((metric) => {
      const { name, help, type } = metric;
      const labels: readonly string[] = 'labelNames' in metric ? (metric.labelNames as string[]) : [];
      return { name, help, type: String(type), labels };
    });
  }

  /** Harmless when repeated. */
  stop(): void {
    this.#process.stop();
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `secretbot_${name}`, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #gauge<L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
    return new Gauge({ name: `secretbot_${name}`, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #histogram<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    const about = { name: `secretbot_${name}`, help, labelNames: [...labelNames], buckets: WAITS };
    return new Histogram({ ...about, registers: [this.#registry] });
  }
}

/** What a metric is. */
export interface AboutMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** What is asked for at the moment that the page is made. */
export interface PageNow {
  readonly underWay: number;
  readonly auditIntact: boolean;
  readonly stored: StoredFigures | undefined;
}
