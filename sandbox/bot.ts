import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answersOk } from './answersOk';
import { botSettings } from './botSettings';
import type { Cloud } from './cloud/startCloud';
import { freePort } from './freePort';
import { projectRoot } from './projectRoot';
import type { World } from './world/world';

/** What one bot process is started with. */
export interface BotOptions {
  readonly world: World;
  readonly cloud: Pick<Cloud, 'environment'>;
  /** Folder for the log, the locations file and, unless `dataDir` says otherwise, the data. */
  readonly workDir: string;
  readonly dataDir?: string;
  /** Settings over the usual ones. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Loopback address that its requests to the stand-ins come from, so that they know it among several. */
  readonly localAddress?: string;
}

const readyWithinMs = 120_000;
const graceMs = 10_000;

/**
 * The production bot as a process of its own, with production settings, that can be stopped, killed and started again
 * on the same data and port. It ends when this process ends, however that ends.
 */
export class Bot {
  /** Everything the bot wrote to stdout and stderr, of all its starts. */
  readonly logFile: string;
  readonly dataDir: string;
  /** Where the process and its libraries put what is temporary. */
  readonly tempDir: string;
  readonly #options: BotOptions;
  #port = 0;
  #child: ChildProcess | undefined;
  /** Under way when the bot was told to end; resolved when it is gone. */
  #ending: Promise<void> = Promise.resolve();
  readonly #toldToEnd = new WeakSet<ChildProcess>();
  #stopListening: (() => void) | undefined;
  #lastMove = 0;
  #onUnexpectedExit: ((code: number | null) => void) | undefined;

  constructor(options: BotOptions) {
    this.#options = options;
    this.logFile = join(options.workDir, 'bot.log');
    this.dataDir = options.dataDir ?? join(options.workDir, 'data');
    this.tempDir = join(options.workDir, 'temp');
  }

  /** Settings that it has over the usual ones: with PostgreSQL its database and keys are among them. */
  get ownSettings(): Readonly<Record<string, string>> {
    return this.#options.settings ?? {};
  }

  /** Address of the bot, known after the first start. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where Teams sends activities. */
  get messagesUrl(): string {
    return `${this.url}/api/messages`;
  }

  /** What it is started with over the usual settings. */
  get settings(): Readonly<Record<string, string>> {
    return this.#options.settings ?? {};
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  get localAddress(): string | undefined {
    return this.#options.localAddress;
  }

  /** Whether it says that it can serve turns now; a process that is not there says no. */
  async isReady(): Promise<boolean> {
    return this.isRunning && (await answersOk(`${this.url}/readyz`));
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Called when the bot ends without having been stopped or killed here. */
  onUnexpectedExit(listener: (code: number | null) => void): void {
    this.#onUnexpectedExit = listener;
  }

  /** Starts the bot and waits until it says that it is ready. @throws with the end of its log when it does not get there */
  async start(): Promise<void> {
    await this.#ending;
    if (this.#child) {
      return;
    }
    const { world } = this.#options;
    this.#port ||= await freePort();
    for (const folder of [this.#options.workDir, this.dataDir, this.tempDir]) {
      mkdirSync(folder, { recursive: true });
    }
    const child = this.#spawn();
    this.#child = child;
    this.#stopListening = world.clock.onSkip((offset) => this.#moveClock(child, offset));
    child.once('exit', (code) => this.#ended(child, code));
    await this.#untilReady(child);
  }

  /** Asks the bot to end (SIGTERM) and waits; kills it when it does not within ten seconds. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Ends the bot at once (SIGKILL), in the middle of whatever it is doing, and waits until it is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** The end of the log, for people. */
  lastWords(lines = 20): string {
    return existsSync(this.logFile)
      ? readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
      : '';
  }

  #spawn(): ChildProcess {
    const { world, cloud, workDir, settings, localAddress } = this.#options;
    const entry = join(projectRoot, 'dist/bot/secretbot.js');
    const preload = join(projectRoot, 'dist/sandbox/cloud/redirect.js');
    const missing = [entry, preload].find((file) => !existsSync(file));
    if (missing !== undefined) {
      throw new Error(`${missing} is not there yet: run \`npm run build\` first.`);
    }
    const log = openSync(this.logFile, 'a');
    const places = { workDir, dataDir: this.dataDir, port: this.#port };
    const child = spawn(process.execPath, ['--require', preload, entry], {
      cwd: workDir,
      env: { ...botSettings(world, places), TMPDIR: this.tempDir, ...cloud.environment(localAddress), ...settings },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    return child;
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline) {
      if (this.#child !== child) {
        throw new Error(`The bot ended while starting. The end of its log:\n${this.lastWords()}`);
      }
      if (await answersOk(`${this.url}/readyz`)) {
        return;
      }
      await delay(50);
    }
    await this.kill();
    throw new Error(
      `The bot was not ready within ${readyWithinMs / 1_000} s. The end of its log:\n${this.lastWords()}`,
    );
  }

  /** Tells the preload in the bot's process; done when it answered, or when the process ended. */
  #moveClock(child: ChildProcess, offsetMilliseconds: number): Promise<void> {
    const id = ++this.#lastMove;
    return new Promise((resolve) => {
      const finish = (): void => {
        child.off('message', onMessage);
        child.off('exit', finish);
        resolve();
      };
      const onMessage = (message: unknown): void => {
        if (typeof message === 'object' && message !== null && 'clockMoved' in message && message.clockMoved === id) {
          finish();
        }
      };
      child.on('message', onMessage);
      child.once('exit', finish);
      child.send({ moveClock: { id, offsetMilliseconds } }, (error) => error && finish());
    });
  }

  #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child) {
      this.#toldToEnd.add(child);
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      this.#ending = new Promise((resolve) => {
        child.once('exit', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return this.#ending;
  }

  #ended(child: ChildProcess, code: number | null): void {
    this.#stopListening?.();
    this.#child = undefined;
    if (!this.#toldToEnd.has(child)) {
      this.#onUnexpectedExit?.(code);
    }
  }
}
