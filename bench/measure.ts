/**
 * Preload of every measured process: answers `{ measure: n }` from its parent with what the process has used so far.
 * It imports nothing, so that it adds nothing to a start.
 */

/** What a process has used: CPU in microseconds since its start, memory in bytes. */
export interface Usage {
  readonly cpuMicroseconds: number;
  readonly heapUsed: number;
  /** Buffers and the like outside JavaScript's heap. */
  readonly external: number;
  readonly rss: number;
}

process.on('message', (message: unknown) => {
  if (typeof message !== 'object' || message === null || !('measure' in message)) return;
  const { measure } = message;
  if (!('collect' in message) || !message.collect) return answer(measure);
  // Only with --expose-gc. What is let go of by the first collection, such as a statement of the database, is freed by the second.
  const collect: unknown = Reflect.get(globalThis, 'gc');
  if (typeof collect !== 'function') throw new Error('the process was started without --expose-gc');
  collect();
  setTimeout(() => {
    collect();
    answer(measure);
  }, 200);
});
process.channel?.unref();

function answer(measured: unknown): void {
  const { user, system } = process.cpuUsage();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ measured, usage: { cpuMicroseconds: user + system, heapUsed, external, rss } });
}
