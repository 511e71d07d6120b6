/** Runs work of one key one after the other, in order of arrival; work of different keys runs at once. */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<void>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(work);
    // The next one waits for the end of this one, however it ended; its failure is its own caller's.
    const tail = result.then(
      () => undefined,
      () => undefined,
    );
    this.#tails.set(key, tail);
    await tail;
    if (this.#tails.get(key) === tail) this.#tails.delete(key);
    return result;
  }
}
