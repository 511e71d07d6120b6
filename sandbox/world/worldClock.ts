/** Told of every change of the offset; the returned promise says that it took effect (in the bot's process, for one). */
export type OffsetListener = (offsetMilliseconds: number) => Promise<void>;

/** The sandbox's time: the machine's, moved by one offset that the stand-ins and the bot's process share. */
export class WorldClock {
  #offset = 0;
  readonly #listeners = new Set<OffsetListener>();

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  get offsetMilliseconds(): number {
    return this.#offset;
  }

  /** Moves the whole world forward; done when everyone who listens has moved too. Timers do not fire by it: what polls sees it. */
  async skip(milliseconds: number): Promise<void> {
    this.#offset += milliseconds;
    await Promise.all([...this.#listeners].map((listener) => listener(this.#offset)));
  }

  /** Calls `listener` at every skip until the returned function is called. */
  onSkip(listener: OffsetListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
