import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How the process is, for `/metrics`: memory, and how late its event loop was since it was last asked. */
export class ProcessMetrics {
  readonly #delay = monitorEventLoopDelay({ resolution: 20 });

  constructor() {
    this.#delay.enable();
  }

  /** Lines in Prometheus' text format. The delay begins anew. */
  lines(): readonly string[] {
    const { rss, heapUsed } = process.memoryUsage();
    const late = this.#delay.percentile(99) / 1e9;
    this.#delay.reset();
    return [
      '# TYPE secretbot_resident_memory_bytes gauge',
      `secretbot_resident_memory_bytes ${rss}`,
      '# TYPE secretbot_heap_used_bytes gauge',
      `secretbot_heap_used_bytes ${heapUsed}`,
      '# TYPE secretbot_event_loop_delay_p99_seconds gauge',
      `secretbot_event_loop_delay_p99_seconds ${late}`,
    ];
  }

  /** Harmless when repeated. */
  stop(): void {
    this.#delay.disable();
  }
}
