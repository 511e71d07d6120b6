/** The samplers of OTEL_TRACES_SAMPLER that need nobody else. */
export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** That traces are wanted, and of how many turns. Where they go is read by OpenTelemetry's own SDK. */
export interface TracingConfig {
  readonly sampler: SamplerName;
  /** For the samplers by ratio: 0 to 1. */
  readonly ratio: number;
}

type Env = Readonly<Record<string, string | undefined>>;

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'];
const PROTOCOLS = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'];
const PROTOCOL = 'http/protobuf';

/**
 * Reads OpenTelemetry's own variables. Traces are off unless an exporter or an address to send them to is named; the
 * standard's default, on and to localhost, would send to nobody.
 *
 * @returns `undefined` when they are off
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function tracingOf(env: Env): TracingConfig | undefined {
  if (given(env, 'OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return undefined;
  const exporter = given(env, 'OTEL_TRACES_EXPORTER');
  if (exporter === 'none') return undefined;
  if (exporter === undefined && ENDPOINTS.every((name) => given(env, name) === undefined)) return undefined;
  const sampler = SAMPLERS.find((name) => name === given(env, 'OTEL_TRACES_SAMPLER')) ?? 'parentbased_always_on';
  return Object.freeze({ sampler, ratio: Number(given(env, 'OTEL_TRACES_SAMPLER_ARG') ?? 1) });
}

/** What is wrong with OpenTelemetry's variables; nothing while traces are off. */
export function tracingFaults(env: Env): readonly string[] {
  const tracing = tracingOf(env);
  if (!tracing) return [];
  const { ratio } = tracing;
  const exporter = given(env, 'OTEL_TRACES_EXPORTER') ?? 'otlp';
  const sampler = given(env, 'OTEL_TRACES_SAMPLER');
  const isSampler = sampler === undefined || SAMPLERS.some((name) => name === sampler);
  return [
    ...(exporter === 'otlp' ? [] : ['OTEL_TRACES_EXPORTER must be otlp or none']),
    ...PROTOCOLS.filter((name) => ![undefined, PROTOCOL].includes(given(env, name))).map(
      (name) => `${name} must be ${PROTOCOL}`,
    ),
    ...ENDPOINTS.filter((name) => !isHttp(given(env, name))).map(
      (name) => `${name} must be an http:// or https:// URL`,
    ),
    ...(isSampler ? [] : [`OTEL_TRACES_SAMPLER must be one of ${SAMPLERS.join(', ')}`]),
    ...(ratio >= 0 && ratio <= 1 ? [] : ['OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1']),
  ];
}

function given(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

function isHttp(text: string | undefined): boolean {
  if (text === undefined) return true;
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
