import { Writable } from 'node:stream';
import { createLogger } from '../../src/adapters/logger';
import { DomainError } from '../../src/domain/errors';
import { Sensitive } from '../../src/domain/sensitive';
import { beginRun } from '../../src/telemetry/run';

const CANARY = 'CANARY~value';

describe('the logger', () => {
  let lines: string[];
  let logger: ReturnType<typeof createLogger>;
  beforeEach(() => {
    lines = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    logger = createLogger({ level: 'debug', destination });
  });

  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

  it('writes one JSON object a line, with level, time and text', () => {
    logger.info({ port: 3978 }, 'listening');
    expect(last()).toEqual({ level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), port: 3978, msg: 'listening' });
    expect(lines.at(-1)).toMatch(/^[^\n]+\n$/);
  });

  it('keeps allowed fields that are texts, numbers, truths, dates and lists of texts', () => {
    logger.warn({ code: 'unavailable', count: 2, reason: true, at: 1, step: new Date(0), frames: ['a', 'b'] }, 'x');
    expect(last()).toMatchObject({
      code: 'unavailable',
      count: 2,
      reason: true,
      step: '1970-01-01T00:00:00.000Z',
      frames: ['a', 'b'],
    });
    expect(last()).not.toHaveProperty('at');
  });

  it('drops every field it does not know, and every object under one it knows', () => {
    logger.info(
      { activity: { text: CANARY }, text: CANARY, value: CANARY, code: { inner: CANARY }, kind: [CANARY, {}] },
      'x',
    );
    expect(Object.keys(last()).sort()).toEqual(['level', 'msg', 'time']);
  });

  it('cuts long texts', () => {
    logger.info({ reason: 'x'.repeat(5000) }, 'x');
    expect(String(last()['reason'])).toHaveLength(300);
  });

  it('fills nothing into the text', () => {
    logger.info('value %s and %o', CANARY, { secret: CANARY });
    logger.info({ code: 'a' }, 'value %s', CANARY);
    expect(lines.join('')).not.toContain('CANARY');
    expect(last()['msg']).toBe('value %s');
  });

  it('keeps of an error its name, its code and where in our code, never its message', () => {
    const failure = Object.assign(new TypeError(`request body: ${CANARY}\n    at src/${CANARY}.ts:1:1`), {
      code: 'ECONNRESET',
      config: { data: CANARY },
    });
    for (const log of [() => logger.error(failure), () => logger.error({ error: failure }, 'failed')]) {
      log();
      expect(last()).toMatchObject({ level: 'error', error: 'TypeError', code: 'ECONNRESET' });
    }
    expect(lines.join('')).not.toContain('CANARY');
  });

  it('says where in our code an error was made', () => {
    const thrown = catchError(() => new Sensitive('x').expose.call(undefined as never));
    logger.error({ error: thrown }, 'failed');
    expect(last()['frames']).toContainEqual(expect.stringMatching(/src\/domain\/sensitive\.ts:\d+$/));
    expect(JSON.stringify(last()['frames'])).not.toContain('node_modules');
  });

  it('does not take a code that is a sentence', () => {
    logger.error({ error: Object.assign(new Error('x'), { code: `see ${CANARY} here` }) }, 'failed');
    expect(last()).not.toHaveProperty('code');
  });

  it('logs the code of an expected failure', () => {
    logger.warn({ error: new DomainError('not_found', { what: 'secret', query: CANARY }) }, 'refused');
    expect(last()).toMatchObject({ error: 'DomainError', code: 'not_found' });
    expect(lines.join('')).not.toContain('CANARY');
  });

  it('holds child loggers to the same list', () => {
    logger.child({ service: 'graph', token: CANARY }).info({ body: CANARY }, 'x');
    expect(last()).toMatchObject({ service: 'graph' });
    expect(lines.join('')).not.toContain('CANARY');
  });

  it('joins the lines of a turn, and of the work it starts, by an id that is new for every turn', async () => {
    const turn = () =>
      beginRun('turn', async () => {
        logger.info('begun');
        await new Promise((resolve) => setTimeout(resolve, 1));
        logger.child({ service: 'graph' }).warn('failed');
      });
    await Promise.all([turn(), turn()]);
    const ids = lines.map((line) => (JSON.parse(line) as { turnId: string }).turnId);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), expect.any(String), ids[0], ids[1]]);
    expect(ids[0]).not.toBe(ids[1]);
    logger.info('afterwards');
    expect(last()).not.toHaveProperty('turnId');
  });

  it("lets nobody who logs say which turn it is, and tells a sweep's lines from a turn's", () => {
    logger.info({ turnId: CANARY, sweepId: CANARY }, 'outside');
    beginRun('sweep', () => logger.info({ turnId: CANARY, sweepId: CANARY }, 'inside'));
    expect(last()).toMatchObject({ sweepId: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(last()).not.toHaveProperty('turnId');
    expect(lines.join('')).not.toContain('CANARY');
  });

  it('is silent below its level', () => {
    createLogger({ level: 'silent' }).fatal('nothing');
    logger.trace('too fine');
    expect(lines).toEqual([]);
  });
});

function catchError(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
