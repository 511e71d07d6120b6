import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AuditAction } from '../../src/domain/audit/auditEvent';
import { Metrics } from '../../src/telemetry/metrics';
import { anEvent } from '../contracts/store/storeBuilders';
import { NO_FIGURES } from '../support/noFigures';

describe('the metrics', () => {
  let metrics: Metrics;
  beforeEach(() => {
    metrics = new Metrics();
  });
  afterEach(() => metrics.stop());

  const page = (stored: typeof NO_FIGURES | undefined = NO_FIGURES) =>
    metrics.page({ underWay: 0, auditIntact: true, stored });

  it('are all in docs/metrics.md, and nothing else is', () => {
    const text = readFileSync(join(resolve(__dirname, '../..'), 'docs/metrics.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `(secretbot_\w+)` \| (\w+) \| (.*?) ?\| \S/gm)];
    const documented = rows.map(([, name, type, labels]) => ({
      name,
      type,
      labels: [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label),
    }));
    expect(documented).toEqual(metrics.about.map(({ name, type, labels }) => ({ name, type, labels })));
  });

  it('say what each is for', async () => {
    const text = await page();
    for (const { name, help, type } of metrics.about) {
      expect(help).toMatch(/^(\d|[A-Z])/);
      expect(text).toContain(`# TYPE ${name} ${type}`);
    }
  });

  it('count what happened by a word of a closed list, and never by what selects or names something', async () => {
    const about: readonly (readonly [AuditAction, string])[] = [
      ['create.undone', 'vault_failed'],
      ['create.vaulted', 'prod'],
      ['grant.made', '33333333-0000-4000-8000-000000000001'],
      ['reveal.shown', '33333333-0000-4000-8000-000000000001'],
      ['ticket.issued', 'sb-7Q3F9K2M'],
      ['restore.settled', '2026-03-01T10:00:00.000Z'],
      ['create.unclear', '2'],
      ['reveal.refused', 'Alex Rivera'],
    ];
    metrics.happened(about.map(([action, detail]) => anEvent({ action, detail })));
    const counted = [...(await page()).matchAll(/^secretbot_events_total\{(.*)\} 1$/gm)].map(([, labels]) => labels);
    const expected = about.slice(1).map(([action]) => `action="${action}",reason=""`);
    expect([...counted].sort()).toEqual(['action="create.undone",reason="vault_failed"', ...expected].sort());
  });

  it('show what is stored, and no number at all while the database is away', async () => {
    const stored = { ...NO_FIGURES, secrets: { ...NO_FIGURES.secrets, '7_days': 4 }, frozen: true };
    const there = await page(stored);
    expect(there).toContain('secretbot_secrets{expires="7_days"} 4\n');
    expect(there).toContain('secretbot_frozen 1\n');
    const away = await metrics.page({ underWay: 0, auditIntact: true, stored: undefined });
    expect(away).toMatch(/^secretbot_secrets\{expires="7_days"\} Nan$/m);
    expect(away).toMatch(/^secretbot_overdue_seconds\{queue="notices"\} Nan$/m);
    expect(away).toMatch(/^secretbot_notices_waiting Nan$/m);
  });

  it('show from the start what alerts wait for: no counter can be seen to grow that was not there before', async () => {
    const text = await page();
    for (const labels of [
      'action="create.unclear",reason=""',
      'action="reveal.refused",reason="foreign"',
      'action="limit.reached",reason="guess"',
      'action="limit.reached",reason="reveal"',
    ]) {
      expect(text).toContain(`secretbot_events_total{${labels}} 0\n`);
    }
    expect(text).toContain('secretbot_faults_total 0\n');
  });

  it('measure in seconds', async () => {
    metrics.outsideCall({ service: 'graph', operation: 'GET /users/…' }, 'throttled', 0.3);
    metrics.sweep('done', 2);
    const text = await page();
    expect(text).toContain(
      'secretbot_outside_calls_total{service="graph",operation="GET /users/…",result="throttled"} 1',
    );
    expect(text).toContain('secretbot_outside_call_seconds_sum{service="graph"} 0.3');
    expect(text).toContain('secretbot_outside_call_seconds_bucket{le="0.5",service="graph"} 1');
    const ended = Number(/^secretbot_sweep_ended_timestamp_seconds (\S+)$/m.exec(text)?.[1]);
    expect(Math.abs(ended - Date.now() / 1000)).toBeLessThan(60);
  });
});
