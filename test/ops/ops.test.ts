import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { Metrics } from '../../src/telemetry/metrics';
import { takeApart } from './queries';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook: string };
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets?: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

const { groups } = parse(read('ops/alerts.yaml')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('ops/grafana-dashboard.json')) as Dashboard;
const graphs = dashboard.panels.filter(({ type }) => type !== 'row');
const queries = [
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
  ...graphs.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: title, expr }))),
  ...dashboard.annotations.list.map(({ expr }) => ({ where: 'annotation', expr })),
];

const metrics = new Metrics();
metrics.stop();
/** Every series there is, with its labels: a histogram is three. */
const series = new Map(
  metrics.about.flatMap(({ name, type, labels }): [string, readonly string[]][] =>
    type === 'histogram'
      ? [
          [`${name}_bucket`, [...labels, 'le']],
          [`${name}_sum`, labels],
          [`${name}_count`, labels],
        ]
      : [[name, labels]],
  ),
);
/** Prometheus' own, of every scrape. */
series.set('up', []);
const OF_THE_SCRAPE = ['job', 'instance'];

describe('the dashboard and the alert rules', () => {
  it('are there', () => {
    expect(rules.length).toBeGreaterThan(15);
    expect(graphs.length).toBeGreaterThan(20);
  });

  it.each(queries)('$where: asks in words that Prometheus knows, for what SecretBot shows: $expr', ({ expr }) => {
    const { faults, selected, groups: groupedBy } = takeApart(expr);
    expect(faults).toEqual([]);
    expect(selected.length).toBeGreaterThan(0);
    expect(selected.map(({ metric }) => metric).filter((metric) => !series.has(metric))).toEqual([]);
    for (const { metric, matchers } of selected) {
      const known = [...(series.get(metric) ?? []), ...OF_THE_SCRAPE];
      expect(matchers.map(({ label }) => label).filter((label) => !known.includes(label))).toEqual([]);
      expect(groupedBy.filter((label) => !known.includes(label))).toEqual([]);
    }
  });

  it('choose by actions that the audit has', () => {
    const actions = new Set(
      [...read('src/domain/audit/auditEvent.ts').matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(([, one]) => one),
    );
    const asked = queries
      .flatMap(({ expr }) => takeApart(expr).selected)
      .flatMap(({ matchers }) => matchers.filter(({ label }) => label === 'action'))
      .flatMap(({ value }) => value.split('|'));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((action) => !actions.has(action))).toEqual([]);
  });

  it.each([
    ['sum(rate(secretbot_turns_total[5m])', 1],
    ['secretbot_turns_total{kind=~}', 1],
    ['up == 0', 0],
  ])('are taken apart by the grammar of Prometheus: %s', (expr, faults) => {
    expect(takeApart(expr).faults.length > 0).toBe(faults > 0);
  });
});

describe('the alert rules', () => {
  const headingsOf = (file: string) =>
    [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

  it('have names of their own', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it.each(rules)(
    '$alert: says how urgent it is, what it means, and where stands what to do',
    ({ labels, annotations }) => {
      expect(['critical', 'warning', 'info']).toContain(labels.severity);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(annotations.description).toMatch(/\.$/);
      const [file = '', anchor] = annotations.runbook.split('#');
      expect(headingsOf(file)).toContain(anchor);
    },
  );
});

describe('the dashboard', () => {
  it('gives every panel a place and a number of its own', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { h, w, x, y } }) =>
      Array.from({ length: h * w }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(dashboard.panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});

/** How GitHub and others make an anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
