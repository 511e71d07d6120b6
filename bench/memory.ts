import type { BenchWorld } from './benchWorld';
import { round } from './load';
import { table } from './statistics';
import type { Entrant } from './turns';

const looks = 5;
const megabyte = 1024 * 1024;

/** Lets each take `turns` turns and looks at its memory, collected, on the way. @returns a Markdown table in megabytes */
export async function measureMemory(bench: BenchWorld, entrants: readonly Entrant[], turns: number): Promise<string> {
  const rows: string[][] = [];
  for (const { name, contender, crowd, workload } of entrants) {
    const people = bench.crowds[crowd].slice(0, 16).map((person) => workload({ bench, url: contender.url }, person));
    const heaps: number[] = [];
    let rss = 0;
    for (let look = 0; look < looks; look += 1) {
      await round(contender, people, turns / looks);
      const usage = await contender.usage(true);
      heaps.push(usage.heapUsed / megabyte);
      rss = usage.rss / megabyte;
    }
    rows.push([name, ...heaps.map((heap) => heap.toFixed(1)), rss.toFixed(0)]);
  }
  const head = Array.from({ length: looks }, (_, look) => `heap after ${((look + 1) * turns) / looks}`);
  return table(['', ...head, 'resident at the end'], rows);
}
