/**
 * Preload of every measured process: answers `{ measure: n }` from its parent with what the process has used so far.
 * It imports nothing, so that it adds nothing to a start.
 */

/** What a process has used: CPU in microseconds since its start, memory in bytes. */
export interface Usage {
  readonly cpuMicroseconds: number;
  readonly heapUsed: number;
  readonly rss: number;
}

process.on('message', (message: unknown) => {
  if (typeof message !== 'object' || message === null || !('measure' in message)) return;
  // Only with --expose-gc: the heap is compared after a collection.
  const collect: unknown = Reflect.get(globalThis, 'gc');
  if ('collect' in message && message.collect && typeof collect === 'function') collect();
  const { user, system } = process.cpuUsage();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ measured: message.measure, usage: { cpuMicroseconds: user + system, heapUsed, rss } });
});
process.channel?.unref();
