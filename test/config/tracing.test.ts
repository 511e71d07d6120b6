import { tracingFaults, tracingOf } from '../../src/config/tracing';

const ENDPOINT = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const here = { [ENDPOINT]: 'http://127.0.0.1:4318' };

describe('whether traces are wanted', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing is set', {}],
    ['only a name is set', { OTEL_SERVICE_NAME: 'secretbot' }],
    ['there is no exporter', { ...here, OTEL_TRACES_EXPORTER: 'none' }],
    ['OpenTelemetry is switched off', { ...here, OTEL_TRACES_EXPORTER: 'otlp', OTEL_SDK_DISABLED: 'TRUE' }],
    ['the address is empty', { [ENDPOINT]: ' ' }],
  ])('they are not when %s', (_when, env) => {
    expect(tracingOf(env)).toBeUndefined();
    expect(tracingFaults({ ...env, OTEL_TRACES_SAMPLER_ARG: 'nonsense' })).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['an address is named', here],
    ['an address for traces is named', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/v1/traces' }],
    ['the exporter is', { OTEL_TRACES_EXPORTER: 'otlp' }],
    ['the protocol is, as it is spoken', { ...here, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }],
  ])('they are when %s', (_when, env) => {
    expect(tracingOf(env)).toEqual({ sampler: 'parentbased_always_on', ratio: 1 });
    expect(tracingFaults(env)).toEqual([]);
  });

  it('takes the sampler and its ratio', () => {
    const env = { ...here, OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' };
    expect(tracingOf(env)).toEqual({ sampler: 'parentbased_traceidratio', ratio: 0.1 });
  });

  it('says everything that is wrong at once', () => {
    const env = {
      OTEL_TRACES_EXPORTER: 'console',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      [ENDPOINT]: 'collector:4317',
      OTEL_TRACES_SAMPLER: 'jaeger_remote',
      OTEL_TRACES_SAMPLER_ARG: '2',
    };
    expect(tracingFaults(env).map((fault) => fault.split(' ')[0])).toEqual([
      'OTEL_TRACES_EXPORTER',
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      ENDPOINT,
      'OTEL_TRACES_SAMPLER',
      'OTEL_TRACES_SAMPLER_ARG',
    ]);
  });
});
