import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const dist = resolve(__dirname, '../../dist/src');

/** Which packages of OpenTelemetry the whole bot has loaded once it knows whether traces are wanted; in a process of its own. */
function loadedWith(config: object | undefined): readonly string[] {
  const script = `
    require(${JSON.stringify(join(dist, 'compose.js'))});
    require(${JSON.stringify(join(dist, 'telemetry/tracer.js'))}).tracerFor(${JSON.stringify(config)}).then(() => {
      const names = Object.keys(require.cache).map((path) => /@opentelemetry\\/([\\w-]+)/.exec(path)?.[1]);
      process.stdout.write(JSON.stringify([...new Set(names.filter(Boolean))]));
    });`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as string[];
}

describe("OpenTelemetry's SDK", () => {
  it('is not loaded where nobody wants traces; prom-client loads the small API', () => {
    expect(loadedWith(undefined)).toEqual(['api']);
  });

  it('is loaded where they are wanted', () => {
    const config = { sampler: 'always_on', ratio: 1 };
    expect(loadedWith(config)).toEqual(expect.arrayContaining(['sdk-trace', 'exporter-trace-otlp-proto']));
  });
});
