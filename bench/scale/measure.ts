import { findPostgres } from '../../sandbox/database/findPostgres';
import { median, table } from '../statistics';
import { type OnEngine, onPostgres, onSqlite } from './databases';
import { type DayLook, lookOfTheDay } from './dayLook';
import type { Fill } from './fill';
import { longQuestions, type Place, questions } from './questions';
import { domainOn } from './standIns';

const sizes = [100, 10_000, 1_000_000] as const;
const tenantId = 'c0de0000-0000-4000-8000-000000000001';
/** Code that has just begun to run is slow, whatever it asks. */
const WARM_UP = 200;
const LONG_REPEATS = 7;

/** Measures both engines at each size. @returns Markdown tables for each */
export async function measureScale(repeats: number): Promise<readonly string[]> {
  const texts = [`### SQLite\n\n${await tablesOf(onSqlite, repeats)}`];
  if (findPostgres()) texts.push(`### PostgreSQL\n\n${await tablesOf(onPostgres, repeats)}`);
  return texts;
}

/** Every database is open at once, and each is asked in turn: what else the machine does falls on all of them. */
function tablesOf(engine: OnEngine, repeats: number): Promise<string> {
  const fills = sizes.map((count): Fill => ({ tenantId, count, now: Date.now() }));
  return engine(fills, async (filled) => {
    const places = filled.map((each): Place => ({ ...each, domain: domainOn(each) }));
    const looks: DayLook[] = [];
    for (const place of places) looks.push(await lookOfTheDay(place));
    const rows = [];
    for (const [name, ask] of Object.entries(questions)) {
      await mediansOf(ask, places, WARM_UP);
      rows.push(rowOf(name, await mediansOf(ask, places, repeats)));
    }
    for (const [name, ask] of Object.entries(longQuestions)) {
      rows.push(rowOf(name, await mediansOf(ask, places, LONG_REPEATS)));
    }
    const head = ['100', '10,000', '1,000,000'];
    return `${table(['µs, median', ...head, '1M : 10k'], rows)}\n\n${table(['daily looks', ...head], lookRows(looks))}`;
  });
}

async function mediansOf(ask: (place: Place) => Promise<unknown>, places: readonly Place[], repeats: number) {
  const times: number[][] = places.map(() => []);
  for (let round = 0; round < repeats; round += 1) {
    for (const [index, place] of places.entries()) {
      const begun = performance.now();
      await ask(place);
      times[index]?.push(performance.now() - begun);
    }
  }
  return times.map(median);
}

function rowOf(name: string, [few = 0, some = 0, most = 0]: readonly number[]): string[] {
  return [name, ...[few, some, most].map((ms) => (ms * 1_000).toFixed(0)), (most / some).toFixed(2)];
}

function lookRows(looks: readonly DayLook[]): string[][] {
  return [
    ['seconds', ...looks.map(({ seconds }) => seconds.toFixed(2))],
    ['longest time in which nobody is served, ms', ...looks.map(({ longestHoldMs }) => longestHoldMs.toFixed(0))],
    ['growth of the heap at most, MB', ...looks.map(({ heapMegabytes }) => heapMegabytes.toFixed(0))],
  ];
}
