import type { Bot } from './bot';

/**
 * The bot as one or several processes on one database. With one process it is that process: what is said of the bot as
 * a whole (its address, its log) is said of the first one, and what is done is done to all.
 */
export class Replicas {
  readonly all: readonly Bot[];
  readonly #first: Bot;

  constructor(first: Bot, ...others: readonly Bot[]) {
    this.#first = first;
    this.all = [first, ...others];
  }

  get url(): string {
    return this.#first.url;
  }

  get messagesUrl(): string {
    return this.#first.messagesUrl;
  }

  get pid(): number | undefined {
    return this.#first.pid;
  }

  get logFile(): string {
    return this.#first.logFile;
  }

  get dataDir(): string {
    return this.#first.dataDir;
  }

  /** Whether every one of them runs. */
  get isRunning(): boolean {
    return this.all.every((bot) => bot.isRunning);
  }

  /** Starts those that do not run, at once; resolves when each is ready. @throws as `Bot.start` */
  async start(): Promise<void> {
    await Promise.all(this.all.map((bot) => bot.start()));
  }

  /** Asks all to end (SIGTERM) and waits. */
  async stop(): Promise<void> {
    await Promise.all(this.all.map((bot) => bot.stop()));
  }

  /** Ends all at once (SIGKILL), and waits until they are gone. */
  async kill(): Promise<void> {
    await Promise.all(this.all.map((bot) => bot.kill()));
  }

  /** Ends the one whose requests come from this loopback address, at once; the first where none is known by it. */
  async killAt(address: string | undefined): Promise<void> {
    await (
      this.all.find((bot) => bot.localAddress !== undefined && bot.localAddress === address) ?? this.#first
    ).kill();
  }

  /** Called when one ends without having been stopped or killed here. */
  onUnexpectedExit(listener: (code: number | null, bot: Bot) => void): void {
    for (const bot of this.all) {
      bot.onUnexpectedExit((code) => listener(code, bot));
    }
  }
}
