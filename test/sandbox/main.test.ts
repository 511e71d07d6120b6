import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as lookAgainIn } from 'node:timers/promises';
import { projectRoot } from '../../sandbox/projectRoot';
import { describePostgres } from '../support/describePostgres';

/** `npm run sandbox` without the build, in a temporary folder of its own, so that what it leaves behind shows. */
class Command {
  readonly #child: ChildProcess;
  readonly gone: Promise<{ code: number | null; said: string; complained: string }>;
  #said = '';
  #complained = '';
  #onText: () => void = () => undefined;

  constructor(folder: string, settings: Record<string, string>, args: readonly string[] = ['--no-open']) {
    this.#child = spawn(process.execPath, [join(projectRoot, 'dist/sandbox/main.js'), ...args], {
      env: { PATH: process.env['PATH'] ?? '', TMPDIR: folder, ...settings },
    });
    this.#child.stdout?.on('data', (text: Buffer) => {
      this.#said += text;
      this.#onText();
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#complained += text;
    });
    this.gone = new Promise((resolve) =>
      this.#child.once('close', (code) => resolve({ code, said: this.#said, complained: this.#complained })),
    );
  }

  /** The address it prints when it is ready. */
  address(): Promise<URL> {
    const printed = new Promise<URL>((resolve) => {
      const look = (): void => {
        const found = /^Local Teams: (\S+)$/m.exec(this.#said)?.[1];
        if (found !== undefined) {
          resolve(new URL(found));
        }
      };
      this.#onText = look;
      look();
    });
    const ended = this.gone.then(({ complained }) => {
      throw new Error(`it ended: ${complained}`);
    });
    return Promise.race([printed, ended]);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Processes that it started. */
  children(): number[] {
    const { pid } = this.#child;
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  }
}

// A whole sandbox starts in each: two seconds on a quiet machine, many on a busy one.
jest.setTimeout(90_000);

let folder: string;
let command: Command | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  // Run as root, PostgreSQL belongs to somebody else, who must be able to reach its folder.
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  command?.signal('SIGKILL');
  await command?.gone;
  rmSync(folder, { recursive: true, force: true });
});

const start = (settings: Record<string, string> = { SANDBOX_PORT: '0' }, args?: readonly string[]): Command => {
  command = new Command(folder, settings, args);
  return command;
};

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await lookAgainIn(20);
  }
}

/** Resolves when none of the processes runs any more. */
function untilGone(pids: readonly number[]): Promise<void> {
  return until(() => !pids.some((pid) => existsSync(`/proc/${pid}`)));
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.once('connect', () => resolve(Boolean(socket.destroy())));
    socket.once('error', () => resolve(false));
  });
}

describe('npm run sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says where Local Teams is, serves it on loopback only, and on %s ends with everything it started',
    async (signal) => {
      const running = start();
      const address = await running.address();
      expect(address.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?as=alex$/);
      expect((await fetch(address)).status).toBe(200);
      const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
      for (const { address: host } of others.filter(({ internal, family }) => !internal && family === 'IPv4')) {
        expect(await connects(host, Number(address.port))).toBe(false);
      }
      const children = running.children();
      expect(children).toHaveLength(1);
      running.signal(signal);
      expect(await running.gone).toMatchObject({ code: 0, complained: '' });
      await untilGone(children);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('takes the bot with it even when it is killed', async () => {
    const running = start();
    await running.address();
    const children = running.children();
    running.signal('SIGKILL');
    await running.gone;
    await untilGone(children);
  });

  it('stops in the middle of starting', async () => {
    const running = start();
    await until(() => readdirSync(folder).some((name) => name.startsWith('secretbot-bot-')));
    running.signal('SIGINT');
    expect(await running.gone).toMatchObject({ code: 0, complained: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says when the port is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const { code, complained } = await start({ SANDBOX_PORT: port }).gone;
    taken.close();
    expect(code).toBe(1);
    expect(complained).toBe(
      `Port ${port} is in use. Choose another with SANDBOX_PORT=<port>, or any free one with SANDBOX_PORT=0.\n`,
    );
  });

  it.each(['abc', '70000', '-1', '80.5'])('refuses SANDBOX_PORT=%s with a sentence', async (port) => {
    const { code, complained } = await start({ SANDBOX_PORT: port }).gone;
    expect(code).toBe(1);
    expect(complained).toBe(`SANDBOX_PORT must be a whole number from 0 to 65535; "${port}" is not.\n`);
  });

  it('names an option that it does not know', async () => {
    const { code, complained } = await start({}, ['--prot=1']).gone;
    expect(code).toBe(1);
    expect(complained).toContain('There is no option --prot=1.');
  });
});

describePostgres('npm run sandbox -- --postgres --replicas 2', () => {
  it('runs two bots and a server of its own, and takes them with it even when it is killed', async () => {
    const running = start({ SANDBOX_PORT: '0' }, ['--no-open', '--postgres', '--replicas', '2']);
    expect((await fetch(await running.address())).status).toBe(200);
    const children = running.children();
    expect(children).toHaveLength(3);
    running.signal('SIGKILL');
    await running.gone;
    await untilGone(children);
  }, 180_000);

  it('leaves nothing behind when it is stopped', async () => {
    const running = start({ SANDBOX_PORT: '0' }, ['--no-open', '--postgres', '--replicas', '2']);
    await running.address();
    running.signal('SIGTERM');
    expect(await running.gone).toMatchObject({ code: 0, complained: '' });
    expect(readdirSync(folder)).toEqual([]);
  }, 180_000);
});
