import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Cloud } from '../../sandbox/cloud/startCloud';
import { projectRoot } from '../../sandbox/projectRoot';

/** A failure in the other process, with what a test asks about. */
export class RedirectedFailure extends Error {
  readonly code: unknown;
  readonly statusCode: unknown;

  constructor({ message, code, statusCode }: { message: string; code?: unknown; statusCode?: unknown }) {
    super(message);
    this.code = code;
    this.statusCode = statusCode;
  }
}

type Answer = { call: number; result?: unknown; failure?: { message: string } };

/**
 * Functions of a CommonJS module in a process that finds the stand-ins under Microsoft's names, as the bot does.
 *
 * `module` is a path from the project's root; it may `require` from `dist/`. Stop it by `stop()`.
 */
export class RedirectedProcess {
  readonly #child: ChildProcess;
  #lastCall = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(
    cloud: Pick<Cloud, 'environment'>,
    module: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<RedirectedProcess> {
    const preload = join(projectRoot, 'dist/sandbox/cloud/redirect.js');
    const runner = join(projectRoot, 'test/support/redirectedRunner.cjs');
    const child = spawn(process.execPath, ['--require', preload, runner, join(projectRoot, module)], {
      cwd: projectRoot,
      env: { PATH: process.env['PATH'] ?? '', ...cloud.environment(), ...settings },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`the redirected process ended (${code})`)));
    });
    return new RedirectedProcess(child);
  }

  /** Calls one of the module's functions with one argument. @throws RedirectedFailure */
  call<T>(name: string, argument?: unknown): Promise<T> {
    const call = ++this.#lastCall;
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        this.#child.off('message', onMessage);
        this.#child.off('exit', onExit);
        finish();
      };
      const onMessage = (answer: Answer): void => {
        if (answer.call === call) {
          const { failure, result } = answer;
          settle(() => (failure ? reject(new RedirectedFailure(failure)) : resolve(result as T)));
        }
      };
      const onExit = (): void => settle(() => reject(new Error('the redirected process ended')));
      this.#child.on('message', onMessage);
      this.#child.once('exit', onExit);
      this.#child.send({ call, name, argument }, (error) => error && settle(() => reject(error)));
    });
  }

  /** The preload's own protocol: moves the time in the process. */
  moveClock(offsetMilliseconds: number): Promise<void> {
    const id = ++this.#lastCall;
    return new Promise((resolve) => {
      const onMessage = (message: { clockMoved?: number }): void => {
        if (message.clockMoved === id) {
          this.#child.off('message', onMessage);
          resolve();
        }
      };
      this.#child.on('message', onMessage);
      this.#child.send({ moveClock: { id, offsetMilliseconds } });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Cuts the connection as the end of this process would. @returns the exit code of the other one */
  disconnect(): Promise<number | null> {
    const gone = new Promise<number | null>((resolve) => this.#child.once('exit', resolve));
    this.#child.disconnect();
    return gone;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
      return;
    }
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }
}
