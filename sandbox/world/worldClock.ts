/** Told of every change of the offset; the returned promise says that it took effect (in the bot's process, for one). */
export type OffsetListener = (offsetMilliseconds: number) => Promise<void>;

/** Carries a move of the time out by calling `move`; what it holds back meanwhile sees all clocks moved, or none. */
export type Moment = (offsetMilliseconds: number, move: () => Promise<void>) => Promise<void>;

/** The sandbox's time: the machine's, moved by one offset that the stand-ins and the bot's process share. */
export class WorldClock {
  #offset = 0;
  readonly #listeners = new Set<OffsetListener>();
  #moment: Moment = (_offset, move) => move();

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  get offsetMilliseconds(): number {
    return this.#offset;
  }

  /** Moves the whole world forward; done when everyone who listens has moved too. Of the bot's timers only intervals come round by it. */
  async skip(milliseconds: number): Promise<void> {
    this.#offset += milliseconds;
    const offset = this.#offset;
    await this.#moment(offset, async () => {
      await Promise.all([...this.#listeners].map((listener) => listener(offset)));
    });
  }

  /** From now on every skip is carried out by `moment`, for a clock that must move in the same moment as all others. */
  skipWithin(moment: Moment): void {
    this.#moment = moment;
  }

  /** Calls `listener` at every skip until the returned function is called. */
  onSkip(listener: OffsetListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
