import type { TracingConfig } from '../config/tracing';

/** Every span there is. */
export type SpanName = 'turn' | 'outside call' | 'transaction' | 'work' | 'sweep';

/**
 * The closed list of what a span may say: words of closed lists, numbers, and the turn's random id. Never a value, a
 * name, an id of a person, an application or a secret, an address, or another system's words.
 */
export interface SpanFacts {
  readonly turnId?: string;
  readonly kind?: string;
  readonly what?: string;
  readonly outcome?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly status?: number;
  readonly code?: string;
}

/** The span under way. */
export interface OpenSpan {
  say(facts: SpanFacts): void;
  /** What it is about did not go well; `code` is one of ours. */
  fail(code: string): void;
}

/** Makes spans: each is a part of the one that it begins in. */
export interface Tracer {
  /** Does the work in a span of its own, which ends with it, and passes on its result. */
  span<T>(name: SpanName, facts: SpanFacts, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  /** Called each time that spans could not be sent; they are dropped then. */
  onLost(listener: () => void): void;
  /** Sends what was not sent yet, for `limitMs` at most; never throws. */
  stop(limitMs: number): Promise<void>;
}

const NO_SPAN: OpenSpan = { say: () => undefined, fail: () => undefined };

/** Traces nothing, and costs nothing. */
export const NO_TRACES: Tracer = {
  span: (_name, _facts, work) => work(NO_SPAN),
  onLost: () => undefined,
  stop: async () => undefined,
};

/** Traces where they are wanted. OpenTelemetry's SDK is loaded only then: it takes a while. */
export async function tracerFor(config: TracingConfig | undefined): Promise<Tracer> {
  if (!config) return NO_TRACES;
  const { OpenTelemetryTracer } = await import('./openTelemetry');
  return new OpenTelemetryTracer(config);
}
