import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { DomainError } from '../../src/domain/errors';
import { Metrics } from '../../src/telemetry/metrics';
import { OpenTelemetryTracer } from '../../src/telemetry/openTelemetry';
import { beginRun, currentRun, noteWhat } from '../../src/telemetry/run';
import { Telemetry } from '../../src/telemetry/telemetry';

const CONFIG = { sampler: 'parentbased_always_on', ratio: 1 } as const;

/** Keeps spans, also after the tracer has stopped. */
class KeptSpans extends InMemorySpanExporter {
  override shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

describe('traces', () => {
  const metrics = new Metrics();
  let exporter: KeptSpans;
  let tracer: OpenTelemetryTracer;
  let telemetry: Telemetry;
  beforeEach(() => {
    exporter = new KeptSpans();
    tracer = new OpenTelemetryTracer(CONFIG, exporter);
    telemetry = new Telemetry({ metrics, tracer, logger: { info: () => undefined } });
  });
  afterAll(() => metrics.stop());

  async function spans(): Promise<readonly ReadableSpan[]> {
    await tracer.stop(1_000);
    return exporter.getFinishedSpans();
  }

  it('show a turn, what it asked of others, its transactions, and the work after it, in one tree', async () => {
    let afterwards: Promise<void> = Promise.resolve();
    const turnId = await beginRun('turn', async () => {
      await telemetry.turn({ kind: 'message' }, async () => {
        noteWhat('create');
        await telemetry.observe({ service: 'graph', operation: 'GET /users/…' }, async (answered) => answered(200));
        await telemetry.transaction(async () => undefined);
        afterwards = Promise.resolve().then(() => telemetry.work('made', async () => undefined));
        return { status: 200 };
      });
      return currentRun()?.id;
    });
    await afterwards;
    const all = await spans();
    const turn = all.find(({ name }) => name === 'turn message');
    const parents = all.map(({ name, parentSpanContext }) => [name, parentSpanContext?.spanId]);
    const id = turn?.spanContext().spanId;
    expect(parents).toHaveLength(4);
    expect(parents).toEqual(
      expect.arrayContaining([
        ['turn message', undefined],
        ['graph GET /users/…', id],
        ['transaction', id],
        ['work made', id],
      ]),
    );
    expect(turn?.attributes).toEqual({
      'secretbot.turn.id': turnId,
      'secretbot.turn.kind': 'message',
      'secretbot.what': 'create',
      'secretbot.outcome': 'answered',
      'http.response.status_code': 200,
    });
    expect(turn?.resource.attributes).toEqual({ 'service.name': 'secretbot' });
  });

  it('begin anew with every turn and every sweep', async () => {
    const turn = () => telemetry.turn({ kind: 'click' }, async () => ({ status: 200 }));
    await telemetry.sweep(async () => {
      await turn();
      return true;
    });
    await turn();
    expect((await spans()).map(({ parentSpanContext }) => parentSpanContext)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('keep of a failure its code, never its words or its events', async () => {
    const failures = [new DomainError('not_found', { what: 'secret', query: 'CANARY' }), new TypeError('CANARY')];
    for (const failure of failures) {
      await expect(telemetry.transaction(() => Promise.reject(failure))).rejects.toBe(failure);
    }
    const all = await spans();
    expect(all.map(({ attributes }) => attributes)).toEqual([{ 'error.type': 'not_found' }, { 'error.type': 'fault' }]);
    expect(all.map(({ status, events }) => [status, events])).toEqual(all.map(() => [{ code: 2 }, []]));
  });

  it('are not made of what the sampler leaves out', async () => {
    tracer = new OpenTelemetryTracer({ sampler: 'always_off', ratio: 1 }, exporter);
    telemetry = new Telemetry({ metrics, tracer, logger: { info: () => undefined } });
    await telemetry.transaction(async () => undefined);
    expect(await spans()).toEqual([]);
  });

  it('that nobody takes are told and dropped; what they were about is not touched', async () => {
    let lost = 0;
    tracer.onLost(() => {
      lost += 1;
    });
    exporter.export = (_spans, done) => done({ code: 1, error: new Error('CANARY') });
    expect(await telemetry.transaction(async () => 'done')).toBe('done');
    await tracer.stop(1_000);
    expect(lost).toBe(1);
  });
});
