import { Contender, type ContenderOptions } from './contender';
import { median, table } from './statistics';

/** Starts each of them again and again, one after the other in each round. @returns a Markdown table of the time until `/healthz` answers */
export async function measureStarts(contenders: readonly ContenderOptions[], rounds: number): Promise<string> {
  const took = new Map<string, { ms: number[]; cpuMs: number[] }>();
  for (let number = 0; number < rounds; number += 1) {
    for (const options of contenders) {
      const { contender, startMs } = await Contender.start(options);
      const { cpuMicroseconds } = await contender.usage();
      await contender.stop();
      const own = took.get(options.name) ?? { ms: [], cpuMs: [] };
      own.ms.push(startMs);
      own.cpuMs.push(cpuMicroseconds / 1_000);
      took.set(options.name, own);
    }
  }
  const rows = [...took].map(([name, { ms, cpuMs }]) => [name, median(ms).toFixed(0), median(cpuMs).toFixed(0)]);
  return table(['', 'ms to the first answer', 'CPU ms until then'], rows);
}
