import * as z from 'zod';
import { Sensitive } from '../domain/sensitive';
import { CLOUD_NAMES, type Cloud, cloudOf } from './clouds';

const FORM = 'postgres://<user>:<password>@<host>:<port>/<database>';
const ESCAPES = 'characters such as @, : and / in the password are written %40, %3A, %2F';
const HOW = 'make one with: openssl rand -base64 32';
const PARAMETERS = ['sslmode', 'sslrootcert', 'connect_timeout'];
const TLS = ['verify-full', 'disable'];
const CONNECT_SECONDS = /^([1-9]|[1-5][0-9]|60)$/;
const OWN_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\]|%2F.*)$/i;

/** The address of a PostgreSQL database, password included. Faults never say what it holds. */
export const databaseUrlSettings = {
  SECRETBOT_DATABASE_URL: z
    .string()
    .superRefine((text, { addIssue }) => {
      const fault = faultOf(text);
      if (fault) addIssue(fault);
    })
    .transform((text) => new Sensitive(text))
    .optional(),
};

/**
 * What the bot's token is asked for where it signs in to the database as itself: at Azure Database for PostgreSQL, with
 * an address that has no password. `undefined` everywhere else, so that a token never goes to another server.
 */
export function databaseScopeOf(url: Sensitive | undefined, cloud: Cloud): string | undefined {
  if (!url) return undefined;
  // The address is only looked at: nothing of it is kept.
  const { hostname, password, searchParams } = new URL(url.expose());
  const isHere = hostname.toLowerCase().endsWith(cloud.databaseSuffix);
  return isHere && password === '' && searchParams.get('sslmode') === 'verify-full' ? cloud.databaseScope : undefined;
}

/** What single settings cannot tell: replicas share a database, so keys cannot be made in a folder of each. */
export function databaseUrlFaults(given: Readonly<Record<string, string>>): readonly string[] {
  const url = given['SECRETBOT_DATABASE_URL'];
  if (url === undefined) return [];
  const keys = ['SECRETBOT_SEAL_KEY', 'SECRETBOT_AUDIT_KEY']
    .filter((key) => given[key] === undefined)
    .map((key) => `${key} is missing: with SECRETBOT_DATABASE_URL it must be given, the same to every replica; ${HOW}`);
  return [...keys, ...identityFaults(url, cloudOf(given['SECRETBOT_CLOUD']))];
}

/** An address without a password at Azure means the bot's identity: of this cloud, and by TLS only. */
function identityFaults(url: string, cloud: Cloud): readonly string[] {
  if (faultOf(url)) return [];
  const { hostname, password, searchParams } = new URL(url);
  const isAt = ({ databaseSuffix }: Cloud) => hostname.toLowerCase().endsWith(databaseSuffix);
  if (password !== '' || !CLOUD_NAMES.map(cloudOf).some(isAt)) return [];
  if (!isAt(cloud)) {
    return [
      `SECRETBOT_DATABASE_URL is in another cloud than SECRETBOT_CLOUD=${cloud.name}: the bot's token does not go there`,
    ];
  }
  if (searchParams.get('sslmode') === 'verify-full') return [];
  return ['SECRETBOT_DATABASE_URL must end in ?sslmode=verify-full: without a password the bot signs in by a token'];
}

function faultOf(text: string): string | undefined {
  if (!/^postgres(ql)?:\/\//.test(text)) return `must be ${FORM}; without it SecretBot uses a database of its own`;
  if (!isUrl(text)) return `must be ${FORM}; ${ESCAPES}`;
  const { hostname, username, pathname, searchParams } = new URL(text);
  if (!username || !/^\/[^/]+$/.test(pathname)) return `must name user and database: ${FORM}; ${ESCAPES}`;
  const unknown = [...searchParams.keys()].filter((name) => !PARAMETERS.includes(name));
  if (unknown.length > 0) return `may have the parameters ${PARAMETERS.join(', ')}, and no other`;
  const sslmode = searchParams.get('sslmode');
  if (sslmode !== null && !TLS.includes(sslmode)) {
    return 'must say sslmode=verify-full (TLS, the certificate checked) or sslmode=disable; what is in between protects from nobody';
  }
  if (!CONNECT_SECONDS.test(searchParams.get('connect_timeout') ?? '5')) {
    return 'must say connect_timeout in whole seconds, from 1 to 60';
  }
  if (sslmode !== 'verify-full' && searchParams.has('sslrootcert')) return 'needs sslmode=verify-full with sslrootcert';
  if (sslmode === null && !OWN_MACHINE.test(hostname)) {
    return 'must end in ?sslmode=verify-full, or in ?sslmode=disable where nobody else is on the network: the database is on another machine';
  }
  return undefined;
}

function isUrl(text: string): boolean {
  try {
    const { hostname, pathname, username, password } = new URL(text);
    for (const part of [hostname, pathname, username, password]) decodeURIComponent(part);
    return hostname !== '';
  } catch {
    // Not an address, or a percent sign that begins no character.
    return false;
  }
}
