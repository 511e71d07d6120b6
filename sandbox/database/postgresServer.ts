import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../freePort';
import { findPostgres, type PostgresPrograms } from './findPostgres';
import { type ServerPlace, ServerProcess } from './serverProcess';

/** A PostgreSQL server of one's own, empty, on loopback, with a password; nothing of it is left after `remove`. */
export interface PostgresServer {
  readonly port: number;
  /** Everything it keeps on the disk. */
  readonly folder: string;
  /** Address of a database as the bot would be given it, password included; its role owns the database and is no superuser. */
  url(database: string): string;
  /** The same as superuser: for what only the server's administrator can do. */
  adminUrl(database: string): string;
  /** Makes an empty database that sorts as people do, not by bytes. @returns its `url` */
  createDatabase(name?: string): Promise<string>;
  /** Ends the server: `fast` rolls back and says goodbye, `immediate` is a crash, repaired by the next start. Harmless when repeated. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
  /** Starts it again on the same data and port; resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends the server and deletes its data. */
  remove(): Promise<void>;
}

const OWNER = 'secretbot';
const ADMIN = 'postgres';

/** How a server writes. */
export interface PostgresOptions {
  /** Whether a commit waits for the disk, as in production; tests don't ask for that. False when left out. */
  readonly durable?: boolean;
}

/**
 * Makes and starts a server from the machine's own programs, in a folder under the system's temporary one. It ends when
 * this process ends, however that ends.
 *
 * @throws Error where `findPostgres` finds none, and with the server's words where it does not start
 */
export async function startPostgres({ durable = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const programs = findPostgres();
  if (!programs) throw new Error('PostgreSQL is not installed on this machine: apt-get install postgresql');
  const server = await LocalServer.make(programs, durable);
  await server.start();
  await server.execute('postgres', `create role ${OWNER} login password '${server.password}'`);
  return server;
}

class LocalServer implements PostgresServer {
  readonly password = randomBytes(18).toString('hex');
  private readonly process: ServerProcess;

  private constructor(
    private readonly programs: PostgresPrograms,
    private readonly place: ServerPlace,
  ) {
    this.process = new ServerProcess(join(programs.folder, 'postgres'), place);
  }

  static async make(programs: PostgresPrograms, durable: boolean): Promise<LocalServer> {
    const folder = mkdtempSync(join(tmpdir(), 'secretbot-postgres-'));
    const user = unprivilegedUser();
    if (user) chownSync(folder, user.uid, user.gid);
    const server = new LocalServer(programs, {
      folder,
      data: join(folder, 'data'),
      port: await freePort(),
      user,
      durable,
    });
    await server.initialise();
    return server;
  }

  get folder(): string {
    return this.place.folder;
  }

  get port(): number {
    return this.place.port;
  }

  url(database: string): string {
    return this.urlAs(OWNER, database);
  }

  adminUrl(database: string): string {
    return this.urlAs(ADMIN, database);
  }

  async createDatabase(name = `test_${randomBytes(6).toString('hex')}`): Promise<string> {
    const sorting = this.programs.version >= 15 ? `locale_provider icu icu_locale 'en-US'` : '';
    await this.execute('postgres', `create database "${name}" owner ${OWNER} template template0 ${sorting}`);
    return this.url(name);
  }

  stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    return this.process.stop(how);
  }

  start(): Promise<void> {
    return this.process.start();
  }

  async remove(): Promise<void> {
    await this.stop('immediate');
    rmSync(this.place.folder, { recursive: true, force: true });
  }

  /** Runs one statement as superuser. */
  async execute(database: string, statement: string): Promise<void> {
    const client = new Client({ connectionString: this.adminUrl(database) });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }

  private urlAs(role: string, database: string): string {
    return `postgres://${role}:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  private async initialise(): Promise<void> {
    const { folder, data, user } = this.place;
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, this.password, { mode: 0o600 });
    if (user) chownSync(passwordFile, user.uid, user.gid);
    const options = ['--auth=scram-sha-256', `--username=${ADMIN}`, `--pwfile=${passwordFile}`, '--encoding=UTF8'];
    await promisify(execFile)(
      join(this.programs.folder, 'initdb'),
      ['-D', data, ...options, '--locale=C', '--no-sync', '--no-instructions'],
      { cwd: folder, ...user },
    );
    rmSync(passwordFile);
  }
}

/** PostgreSQL refuses to run as root: somebody who may do nothing does it then. @returns `undefined` when we are not root */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const name = idOf('-u', 'postgres') === undefined ? 'nobody' : 'postgres';
  const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL cannot run as root, and there is no nobody');
  return { uid, gid };
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    // `id` ends with an error for a user that does not exist.
    return undefined;
  }
}
