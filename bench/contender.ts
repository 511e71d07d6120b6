import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../sandbox/freePort';
import { projectRoot } from '../sandbox/projectRoot';
import { atTheEnd, folderOfThisRun } from './leftovers';
import type { Usage } from './measure';

/** How a measured process is started. */
export interface ContenderOptions {
  readonly name: string;
  /** The program, from the project's root. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where its CPU profile goes when it ends, if one is wanted. */
  readonly profile?: string | undefined;
}

const readyWithinMs = 60_000;

/** One measured process. All are started alike: the sandbox's redirect and the measuring preload before them. */
export class Contender {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ended: Promise<unknown>;
  readonly #removeFolder: () => void;
  #lastQuestion = 0;

  private constructor(
    readonly name: string,
    readonly url: string,
    child: ChildProcess,
    folder: string,
  ) {
    this.#child = child;
    this.#folder = folder;
    const callOff = atTheEnd(() => child.kill('SIGKILL'));
    this.#ended = new Promise((resolve) => child.once('exit', resolve)).then(callOff);
    this.#removeFolder = folderOfThisRun(folder);
  }

  /** Starts it and waits for its first answer at `/healthz`. `startMs` is how long that took. */
  static async start(options: ContenderOptions): Promise<{ contender: Contender; startMs: number }> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'secretbot-bench-'));
    const log = openSync(join(folder, 'log'), 'a');
    const preloads = ['dist/sandbox/cloud/redirect.js', 'dist/bench/measure.js'];
    const requires = preloads.flatMap((file) => ['--require', join(projectRoot, file)]);
    const profiling = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
    const flags = ['--expose-gc', ...profiling, ...requires];
    const begun = performance.now();
    const child = spawn(process.execPath, [...flags, join(projectRoot, options.entry)], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...options.environment, PORT: String(port) },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const contender = new Contender(options.name, `http://127.0.0.1:${port}`, child, folder);
    await contender.#untilHealthy();
    return { contender, startMs: performance.now() - begun };
  }

  /** What it has used until now; `collect` runs the garbage collector first. */
  usage(collect = false): Promise<Usage> {
    const id = ++this.#lastQuestion;
    return new Promise((resolve, reject) => {
      const onMessage = (message: unknown): void => {
        const { measured, usage } = message as { measured?: number; usage?: Usage };
        if (measured !== id || !usage) return;
        this.#child.off('message', onMessage);
        resolve(usage);
      };
      this.#child.on('message', onMessage);
      this.#child.send({ measure: id, collect }, (error) => error && reject(error));
    });
  }

  /** Ends it, where it has not ended by itself, and removes its log. */
  async stop(): Promise<void> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    this.#child.kill('SIGTERM');
    await this.#ended;
    clearTimeout(timer);
    this.#removeFolder();
  }

  /** The end of what it wrote, and how it ended where it has, for people. */
  lastWords(): string {
    const words = readFileSync(join(this.#folder, 'log'), 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    const { exitCode, signalCode } = this.#child;
    return exitCode === null && signalCode === null ? words : `${words}\nIt ended by itself: ${signalCode ?? exitCode}`;
  }

  async #untilHealthy(): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline && this.#child.exitCode === null) {
      if (await isHealthy(this.url)) return;
      await delay(5);
    }
    throw new Error(`${this.name} did not start. The end of its log:\n${this.lastWords()}`);
  }
}

function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get(`${url}/healthz`, { agent: false, timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy());
  });
}
