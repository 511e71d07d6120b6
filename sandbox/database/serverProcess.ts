import { type ChildProcess, spawn } from 'node:child_process';

/** Where one server lives, and as whom it runs. */
export interface ServerPlace {
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  /** Whether a commit waits for the disk. */
  readonly durable: boolean;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

const SETTINGS = ['unix_socket_directories=', 'listen_addresses=127.0.0.1'];
/** Written files outlive a killed server, which is all that tests ask; only a power cut needs the disk's own word. */
const QUICK = ['fsync=off', 'full_page_writes=off'];

/**
 * Runs the server beside a reader of our pipe: a word on it, or its end with our process, ends the server, so that none
 * is ever left behind.
 */
const BESIDE_A_READER = `
exec 3<&0
"$@" & server=$!
{ read -r how <&3; if [ "$how" = fast ]; then kill -INT "$server"; else kill -QUIT "$server"; fi; } & reader=$!
wait "$server"; code=$?
kill "$reader" 2> /dev/null
exit "$code"`;

const READY = /database system is ready to accept connections/;
const KEPT_CHARACTERS = 4_000;

/** One PostgreSQL server process that can be started, stopped and started again. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<void> = Promise.resolve();
  private ending: Promise<void> = Promise.resolve();
  private lastWords = '';

  constructor(
    private readonly program: string,
    private readonly place: ServerPlace,
  ) {}

  /** Resolves when the server takes connections. @throws Error with its last words when it ends before */
  async start(): Promise<void> {
    await this.ending;
    if (this.child) return;
    const { folder, data, port, user, durable } = this.place;
    const settings = [...SETTINGS, ...(durable ? [] : QUICK)].flatMap((setting) => ['-c', setting]);
    const command = [this.program, '-D', data, '-p', String(port), ...settings];
    const child = spawn('sh', ['-c', BESIDE_A_READER, 'sh', ...command], {
      cwd: folder,
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'pipe'],
      ...user,
    });
    this.child = child;
    this.lastWords = '';
    this.ended = new Promise((resolve) => {
      child.once('exit', () => {
        this.child = undefined;
        resolve();
      });
    });
    await this.ready(child);
  }

  async stop(how: 'fast' | 'immediate'): Promise<void> {
    this.child?.stdin?.end(`${how}\n`);
    this.ending = this.ended;
    await this.ending;
  }

  private ready(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        this.lastWords = (this.lastWords + text).slice(-KEPT_CHARACTERS);
        if (READY.test(this.lastWords)) resolve();
      });
      child.once('error', reject);
      child.once('exit', () =>
        reject(new Error(`PostgreSQL ended while starting. Its last words:\n${this.lastWords}`)),
      );
    });
  }
}
