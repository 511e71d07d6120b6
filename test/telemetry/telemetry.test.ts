import { noteRefusal } from '../../src/bot/refusalReason';
import { DomainError } from '../../src/domain/errors';
import { Metrics } from '../../src/telemetry/metrics';
import { beginRun, noteEnding, noteWhat } from '../../src/telemetry/run';
import { Telemetry } from '../../src/telemetry/telemetry';
import { NO_TRACES } from '../../src/telemetry/tracer';
import { NO_FIGURES } from '../support/noFigures';

describe('what is measured', () => {
  let metrics: Metrics;
  let telemetry: Telemetry;
  const lines: object[] = [];
  beforeEach(() => {
    lines.length = 0;
    metrics = new Metrics();
    telemetry = new Telemetry({
      metrics,
      tracer: NO_TRACES,
      logger: { info: (fields: object) => void lines.push(fields) },
    });
  });
  afterEach(() => metrics.stop());

  const counted = async (name: string) => {
    const text = await metrics.page({ underWay: 0, auditIntact: true, stored: NO_FIGURES });
    return [...text.matchAll(new RegExp(`^secretbot_${name}(?:\\{(.*)\\})? 1$`, 'gm'))].map(([, labels]) => labels);
  };

  const turn = (during: () => void, status = 200) =>
    beginRun('turn', () =>
      telemetry.turn({ kind: 'click', clickId: 'f:1' }, async () => {
        during();
        return { status };
      }),
    );

  it.each<[string, () => void, number, string]>([
    ['answered', () => noteWhat('list/show'), 200, 'kind="click",what="list/show",outcome="answered"'],
    ['turned away', () => undefined, 401, 'kind="click",what="",outcome="turned_away"'],
    ['answered with an error of HTTP', () => noteWhat('create'), 503, 'kind="click",what="create",outcome="failed"'],
    [
      'refused',
      () => noteEnding({ kind: 'refused', code: 'gone', reason: 'expired' }),
      200,
      'kind="click",what="",outcome="refused"',
    ],
    ['answered by a fault', () => noteEnding({ kind: 'fault' }), 200, 'kind="click",what="",outcome="fault"'],
  ])('counts a turn that was %s', async (_how, during, status, labels) => {
    expect(await turn(during, status)).toEqual({ status });
    expect(await counted('turns_total')).toEqual([labels]);
  });

  it('writes one line for each turn, with the click that the audit names', async () => {
    await turn(() => {
      noteWhat('delete/confirm');
      noteRefusal(new DomainError('not_allowed', { action: 'delete' }));
      noteRefusal(new DomainError('frozen', { byName: 'Nora', at: new Date(0) }));
    });
    expect(lines).toEqual([
      {
        kind: 'click',
        what: 'delete/confirm',
        outcome: 'refused',
        status: 200,
        durationMs: expect.any(Number),
        clickId: 'f:1',
        code: 'not_allowed',
        reason: 'delete',
      },
    ]);
    expect(await counted('refusals_total')).toEqual(['code="not_allowed",reason="delete"']);
  });

  it('says of a refusal why, in words of closed lists only', async () => {
    const errors = [
      new DomainError('not_found', { what: 'secret', query: 'Payroll sync' }),
      new DomainError('ambiguous', { query: 'Payroll', candidates: ['Payroll sync'] }),
      new DomainError('refused', {
        reason: 'policy_blocks_secrets',
        application: '33333333-0000-4000-8000-000000000001',
      }),
      new DomainError('invalid_input', {
        faults: [{ field: 'name', rule: 'taken', params: { name: 'Payroll sync' } }],
      }),
      new DomainError('unreachable', { person: 'Alex Rivera' }),
      new DomainError('unavailable', { service: 'vault' }),
    ];
    for (const error of errors) await turn(() => noteRefusal(error));
    expect(await counted('refusals_total')).toEqual([
      'code="not_found",reason="secret"',
      'code="ambiguous",reason=""',
      'code="refused",reason="policy_blocks_secrets"',
      'code="invalid_input",reason="name.taken"',
      'code="unreachable",reason=""',
      'code="unavailable",reason="vault"',
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/Payroll|Rivera|33333333/);
  });

  it.each([
    [200, 'ok'],
    [404, 'not_found'],
    [403, 'refused'],
    [429, 'throttled'],
    [503, 'failed'],
    [0, 'no_answer'],
  ])('counts a request that was answered with %d as %s', async (status, result) => {
    const call = { service: 'graph', operation: 'GET /users/…' } as const;
    const answer = await telemetry.observe(call, async (answered) => {
      if (status !== 0) answered(status);
      return 'the answer';
    });
    expect(answer).toBe('the answer');
    expect(await counted('outside_calls_total')).toEqual([
      `service="graph",operation="GET /users/…",result="${result}"`,
    ]);
  });

  it('passes on how a request, a transaction or other work failed, and measures it too', async () => {
    const failing = () => Promise.reject(new Error('as it was'));
    await expect(telemetry.observe({ service: 'teams', operation: 'POST' }, failing)).rejects.toThrow('as it was');
    await expect(telemetry.transaction(failing)).rejects.toThrow('as it was');
    await expect(telemetry.work('tell', failing)).rejects.toThrow('as it was');
    expect(await counted('outside_calls_total')).toEqual(['service="teams",operation="POST",result="no_answer"']);
    expect(await counted('transaction_seconds_count')).toHaveLength(1);
    expect(await counted('work_seconds_count')).toEqual(['what="tell"']);
  });

  it('tells passes of the sweeps in which something failed from whole ones', async () => {
    await telemetry.sweep(async () => true);
    await telemetry.sweep(async () => false);
    expect(await counted('sweeps_total')).toEqual(['outcome="done"', 'outcome="failed"']);
  });
});
