import { context, type Tracer as SdkTracer, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TracingConfig } from '../config/tracing';
import { DomainError } from '../domain/errors';
import type { OpenSpan, SpanFacts, SpanName, Tracer } from './tracer';

/** What each fact is called in a span. The list is closed: there is no other way into an attribute. */
const ATTRIBUTES: { readonly [F in keyof Required<SpanFacts>]: string } = {
  turnId: 'secretbot.turn.id',
  kind: 'secretbot.turn.kind',
  what: 'secretbot.what',
  outcome: 'secretbot.outcome',
  service: 'peer.service',
  operation: 'secretbot.operation',
  status: 'http.response.status_code',
  code: 'error.type',
};

const KINDS: Readonly<Record<SpanName, SpanKind>> = {
  turn: SpanKind.SERVER,
  'outside call': SpanKind.CLIENT,
  transaction: SpanKind.INTERNAL,
  work: SpanKind.INTERNAL,
  sweep: SpanKind.INTERNAL,
};

const samplers: Readonly<Record<TracingConfig['sampler'], (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio) => new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
};

/**
 * Traces by OpenTelemetry's SDK, sent over OTLP (protobuf over HTTP) to where the standard variables say.
 *
 * Libraries make no spans: nothing is registered for them, since theirs would hold addresses with ids. No trace context is
 * taken from a request or sent on with one.
 */
export class OpenTelemetryTracer implements Tracer {
  readonly #provider: TracerProvider;
  readonly #tracer: SdkTracer;
  #lost: () => void = () => undefined;

  /** `exporter` left out is the one that the environment describes; its variables are read here. */
  constructor({ sampler, ratio }: TracingConfig, exporter: SpanExporter = new OTLPTraceExporter()) {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    this.#provider = new TracerProvider({
      sampler: samplers[sampler](ratio),
      // Not the SDK's usual detectors: they tell the command line, the machine and its user.
      resource: resourceFromAttributes({ 'service.name': 'secretbot' }).merge(
        detectResources({ detectors: [envDetector] }),
      ),
      spanProcessors: [new BatchSpanProcessor({ exporter: this.#watched(exporter) })],
    });
    this.#tracer = this.#provider.getTracer('secretbot');
  }

  span<T>(name: SpanName, facts: SpanFacts, work: (span: OpenSpan) => Promise<T>): Promise<T> {
    const isRoot = name === 'turn' || name === 'sweep';
    const options = { kind: KINDS[name], root: isRoot, attributes: attributesOf(facts) };
    return this.#tracer.startActiveSpan(titleOf(name, facts), options, async (span) => {
      const open: OpenSpan = {
        say: (more) => void span.setAttributes(attributesOf(more)),
        fail: (code) => failed(span, code),
      };
      try {
        return await work(open);
      } catch (error) {
        // Never the error itself: its message may repeat anything.
        failed(span, error instanceof DomainError ? error.code : 'fault');
        throw error;
      } finally {
        span.end();
      }
    });
  }

  onLost(listener: () => void): void {
    this.#lost = listener;
  }

  async stop(limitMs: number): Promise<void> {
    // What could not be sent was told to `onLost`.
    await this.#provider.forceFlush({ timeoutMillis: limitMs }).catch(() => undefined);
    context.disable();
    trace.disable();
  }

  #watched(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans, done) =>
        exporter.export(spans, (result) => {
          if (result.code !== 0) this.#lost();
          done(result);
        }),
      forceFlush: async () => exporter.forceFlush?.(),
      shutdown: () => exporter.shutdown(),
    };
  }
}

function failed(span: Span, code: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute(ATTRIBUTES.code, code);
}

/** What a person sees first: as closed as the facts are. */
function titleOf(name: SpanName, { kind, what, service, operation }: SpanFacts): string {
  return [name === 'outside call' ? '' : name, kind, what, service, operation].filter(Boolean).join(' ');
}

function attributesOf(facts: SpanFacts): Record<string, string | number> {
  const entries = Object.entries(facts) as [keyof SpanFacts, string | number | undefined][];
  return Object.fromEntries(
    entries.flatMap(([fact, value]) => (value === undefined || value === '' ? [] : [[ATTRIBUTES[fact], value]])),
  );
}
