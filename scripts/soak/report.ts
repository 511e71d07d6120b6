import { cpus, totalmem } from 'node:os';
import type { Account } from './audit';
import type { Sample } from './botWatch';
import type { Crowd } from './crowd';
import type { SoakOptions } from './options';
import type { Traffic } from './traffic';
import type { Trouble } from './trouble';

export interface Findings {
  readonly options: SoakOptions;
  readonly crowd: Crowd;
  readonly traffic: Traffic;
  readonly trouble: Trouble;
  readonly samples: readonly Sample[];
  readonly account: Account;
  /** Of the load alone, in milliseconds. */
  readonly loadMs: number;
  /** Turns of the load alone. */
  readonly turns: number;
  /** Lines of the bot's log that say that something went wrong which should not. */
  readonly faults: readonly string[];
}

/** The whole run as a page of tables. */
export function report(findings: Findings): string {
  const { options, crowd, traffic, trouble, account, loadMs, turns, faults } = findings;
  const seconds = loadMs / 1000;
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC: ${options.people} people for ${Math.round(seconds)} s, ${options.engine}, ${options.replicas} process(es), seed ${options.seed}; ${machine()}. People, stand-ins and bot share it. ${trouble.hits} requests were disturbed, and the bot was killed ${trouble.kills} times.`,
    '',
    table(['turns', 'turns a second'], [[turns, (turns / seconds).toFixed(1)]]),
    table(
      ['act', 'count', 'half below, ms', '95 of 100', '99 of 100'],
      crowd.meter.rows().map(({ kind, count, p50, p95, p99 }) => [kind, count, p50, p95, p99]),
    ),
    table(
      ['answer of the bot', 'count'],
      [...traffic.answers].map(([status, count]) => [answerWords(status), count]),
    ),
    table(
      ['said in words', 'count'],
      [...traffic.told].sort(([a], [b]) => a.localeCompare(b)),
    ),
    table(['journey', 'count'], crowd.meter.counts()),
    memory(findings.samples),
    table(['account', 'count'], account.counts),
    account.discrepancies.length === 0
      ? 'Nothing lost, nothing doubled: every side says the same.'
      : `**${account.discrepancies.length} things do not fit:**\n\n${account.discrepancies.map((one) => `- ${one}`).join('\n')}`,
    ...(faults.length === 0
      ? ['', 'The bot logged no fault.']
      : ['', `**The bot logged ${faults.length} faults:**`, '', ...faults.map((one) => `- ${one}`)]),
    '',
  ].join('\n');
}

function memory(samples: readonly Sample[]): string {
  const quarters = [0, 1, 2, 3].map((quarter) => samples.filter(({ at }) => Math.floor(at * 4) === quarter));
  return table(
    ["the bot's process", 'first quarter', 'second', 'third', 'last'],
    [
      ['resident, MB', ...quarters.map((all) => mean(all.map(({ residentBytes }) => residentBytes / 1e6)))],
      ['heap, MB', ...quarters.map((all) => mean(all.map(({ heapBytes }) => heapBytes / 1e6)))],
      ['event loop late (99 of 100), ms', ...quarters.map((all) => mean(all.map(({ loopDelayMs }) => loopDelayMs)))],
    ],
  );
}

function mean(all: readonly number[]): number | string {
  const known = all.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? 'no answer' : Math.round(known.reduce((sum, value) => sum + value, 0) / known.length);
}

function answerWords(status: number): string {
  if (status === 0) return 'none (cut off, too late, or the bot was down)';
  if (status >= 500) return `${status}, an error of the server`;
  return String(status);
}

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line), ''].join('\n');
}

function machine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
}
