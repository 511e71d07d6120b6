import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

/** How the process is: memory, and how late its event loop was since it was last asked. */
export class ProcessGauges {
  readonly #loop = monitorEventLoopDelay({ resolution: 20 });
  readonly #resident: Gauge;
  readonly #heap: Gauge;
  readonly #late: Gauge;

  constructor(registry: Registry) {
    const about = (name: string, help: string) => ({ name: `secretbot_${name}`, help, registers: [registry] });
    this.#resident = new Gauge(about('resident_memory_bytes', 'Memory of the process'));
    this.#heap = new Gauge(about('heap_used_bytes', 'Memory that JavaScript objects take'));
    const help = 'How late the event loop was, 99th percentile since the last scrape';
    this.#late = new Gauge(about('event_loop_delay_p99_seconds', help));
    const started = new Gauge(about('start_timestamp_seconds', 'When the process started'));
    started.set((Date.now() - process.uptime() * 1000) / 1000);
    this.#loop.enable();
  }

  /** The delay begins anew. */
  show(): void {
    const { rss, heapUsed } = process.memoryUsage();
    this.#resident.set(rss);
    this.#heap.set(heapUsed);
    this.#late.set(this.#loop.percentile(99) / 1e9);
    this.#loop.reset();
  }

  /** Harmless when repeated. */
  stop(): void {
    this.#loop.disable();
  }
}
