import { DomainError } from '../../../domain/errors';
import { DatabaseError } from '../databaseError';

/** The oldest PostgreSQL that its makers still mend, and the one that the tests run on. */
const OLDEST_VERSION = 15;

/** @param versionNumber as `server_version_num` gives it: 150014 is 15.14. @throws DatabaseError when it is too old */
export function refuseOldServer(place: string, versionNumber: number): void {
  const version = Math.floor(versionNumber / 10_000);
  if (version >= OLDEST_VERSION) return;
  throw new DatabaseError(
    `The database ${place} is PostgreSQL ${version}. SecretBot needs ${OLDEST_VERSION} or newer. Nothing was changed.`,
  );
}

/** What the operator can do about each fault, by SQLSTATE or by the code of the network or TLS. */
const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody listens there. Check host and port, and whether PostgreSQL runs.',
  ENOTFOUND: 'There is no such host.',
  EAI_AGAIN: 'The name of the host cannot be looked up at the moment.',
  ETIMEDOUT: 'It did not answer in time. Check host, port and firewall.',
  '28P01': 'It refused the user name or the password.',
  '28000': 'It does not let this user in from here (pg_hba.conf), or insists on TLS (sslmode=verify-full).',
  '3D000': 'There is no database of that name. Make one, owned by the user of the URL.',
  '42501': 'The user may not make tables there. It must own the database, or have CREATE on its schema.',
  '53300': 'It has no connection left (max_connections).',
  '57P03': 'It is starting, stopping or recovering. Start again in a moment.',
  '25006': 'It takes no writes: it is a standby. The URL must lead to the primary.',
};

/** Where a token is shown instead of a password, what the server says of it means something else. */
const ADVICE_BY_TOKEN: Readonly<Record<string, string>> = {
  '28P01':
    "It did not accept the bot's identity. The user in the address must be the identity's name, and the server must know it as a Microsoft Entra user (see PostgreSQL without a password in docs/install.md).",
};

/** What to say where the code is one of many for the same thing. */
const ADVICE_BY_PATTERN: readonly (readonly [RegExp, string])[] = [
  [
    /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/,
    'Its certificate was not accepted. Name the authority with sslrootcert, and the host as the certificate does.',
  ],
  [
    /does not support SSL/,
    'It does not speak TLS. Switch that on at the server; or sslmode=disable where the network is trusted.',
  ],
  [/timeout/i, 'It did not answer in time. Check host, port and firewall.'],
];

/** The fault in words for the operator, without those of the server. A fault that is said already, or a bug, stays as it is. */
export function notOpened(place: string, error: unknown, shown: 'password' | 'token' = 'password'): unknown {
  if (error instanceof DatabaseError) return error;
  if (error instanceof DomainError)
    return new DatabaseError(`The database ${place} went away while SecretBot started.`);
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const pattern = ADVICE_BY_PATTERN.find(([expression]) => expression.test(code) || expression.test(message));
  const advice = (shown === 'token' && ADVICE_BY_TOKEN[code]) || (ADVICE[code] ?? pattern?.[1]);
  if (advice === undefined) return error;
  return new DatabaseError(
    `The database ${place} cannot be used${code && ` (${code})`}. ${advice} See SECRETBOT_DATABASE_URL.`,
  );
}
