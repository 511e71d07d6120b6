import { readFileSync } from 'node:fs';
import { type PoolConfig, types } from 'pg';
import type { Sensitive } from '../../../domain/sensitive';
import { DatabaseError } from '../databaseError';
import type { DatabaseToken } from './entraToken';

/**
 * Time-outs in milliseconds. The server's own end what a replica left behind that the network was cut off from: a
 * writer holds its turn for `idleInTransaction` at most, which is less than the others wait for theirs.
 */
const TIMEOUTS = { connect: 5_000, lock: 8_000, idleInTransaction: 5_000, statement: 10_000, answer: 12_000 };

/** For changes of the schema, which wait for another replica's and may take long. */
const MIGRATION_LOCK_MS = 60_000;

/** How to reach the database; `place` names it for people, without the password. */
export interface ConnectionOptions {
  readonly place: string;
  readonly everyday: PoolConfig;
  readonly migrations: PoolConfig;
}

/**
 * Reads the address that `config/databaseUrl.ts` found nothing wrong with, and the certificate file it may name.
 *
 * @param token what is shown instead of a password.
 * @throws DatabaseError when that file cannot be read.
 */
export function connectionOptions(url: Sensitive, token?: DatabaseToken): ConnectionOptions {
  const address = new URL(url.expose());
  const [host, database] = [decodeURIComponent(address.hostname), decodeURIComponent(address.pathname.slice(1))];
  const port = Number(address.port || 5432);
  const base: PoolConfig = {
    host,
    port,
    database,
    user: decodeURIComponent(address.username),
    ...(address.password && { password: decodeURIComponent(address.password) }),
    ...(token && { password: token }),
    ssl: tlsOf(address.searchParams),
    application_name: 'secretbot',
    connectionTimeoutMillis: connectMs(address.searchParams),
    keepAlive: true,
    types: { getTypeParser },
  };
  return {
    place: `${database} on ${host}:${port}`,
    everyday: {
      ...base,
      query_timeout: TIMEOUTS.answer,
      options: serverSettings({
        lock_timeout: TIMEOUTS.lock,
        statement_timeout: TIMEOUTS.statement,
        idle_in_transaction_session_timeout: TIMEOUTS.idleInTransaction,
      }),
    },
    migrations: {
      ...base,
      max: 1,
      options: serverSettings({ lock_timeout: MIGRATION_LOCK_MS, statement_timeout: 0 }),
    },
  };
}

/** How long a caller waits for a connection, a new one or one that others have. */
function connectMs(parameters: URLSearchParams): number {
  const seconds = parameters.get('connect_timeout');
  return seconds === null ? TIMEOUTS.connect : Number(seconds) * 1_000;
}

/** `synchronous_commit`: what is answered as committed survives the server's power cut, whatever its default is. */
function serverSettings(settings: Readonly<Record<string, number>>): string {
  return ['synchronous_commit=on', ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)]
    .map((setting) => `-c ${setting}`)
    .join(' ');
}

/** With TLS the certificate is always checked: by the file of `sslrootcert`, else by the authorities that Node.js trusts. */
function tlsOf(parameters: URLSearchParams): PoolConfig['ssl'] {
  if (parameters.get('sslmode') !== 'verify-full') return false;
  const file = parameters.get('sslrootcert');
  return file ? { rejectUnauthorized: true, ca: certificateIn(file) } : { rejectUnauthorized: true };
}

function certificateIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseError(`${file}, the sslrootcert of SECRETBOT_DATABASE_URL, cannot be read (${code}).`);
  }
}

/** Milliseconds, counts and versions are far below 2^53; the driver would give them as texts. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format as 'text');
}
