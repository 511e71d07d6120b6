import { readFileSync } from 'node:fs';
import type { Sandbox } from '../../sandbox/startSandbox';

/** What one process of the bot took at one moment. */
export interface Sample {
  /** Part of the run that had passed, 0 to 1. */
  readonly at: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** Milliseconds, the worst of 100 since the process started. */
  readonly loopDelayMs: number;
}

const EVERY_MS = 1_000;

/** Asks every process of the bot once a second how it is. */
export class BotWatch {
  readonly samples: Sample[] = [];
  readonly #start = Date.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly durationMs: number,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const at = (Date.now() - this.#start) / this.durationMs;
    for (const { url, pid } of this.sandbox.bot.all) {
      const residentBytes = residentOf(pid);
      if (residentBytes === undefined) continue;
      const metrics = await metricsOf(url);
      this.samples.push({
        at,
        residentBytes,
        heapBytes: valueIn(metrics, 'secretbot_heap_used_bytes'),
        loopDelayMs: valueIn(metrics, 'secretbot_event_loop_delay_p99_seconds') * 1000,
      });
    }
  }
}

/** A number of the bot's metrics; NaN when there is no answer. */
export async function numberIn(url: string, name: string): Promise<number> {
  return valueIn(await metricsOf(url), name);
}

async function metricsOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  return answer?.ok ? answer.text() : '';
}

function valueIn(metrics: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);
}

/** `undefined` while it does not run, and where the system does not say. */
function residentOf(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    // It ended between the two lines.
    return undefined;
  }
}
