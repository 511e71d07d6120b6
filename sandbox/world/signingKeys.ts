import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** Names the environment variable in which a run of many processes hands its keys on: a JSON object of PEM texts. */
export const SIGNING_KEYS = 'SANDBOX_SIGNING_KEYS';

const known = new Map<string, KeyObject>();

/** The private RSA key of an issuer, the same for all worlds of a process: keys take long to make. */
export function signingKey(issuer: string): KeyObject {
  const key = known.get(issuer) ?? handedOn(issuer) ?? newSigningKey();
  known.set(issuer, key);
  return key;
}

/** A private RSA key that nobody else has; takes a moment to make. */
export function newSigningKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

function handedOn(issuer: string): KeyObject | undefined {
  const keys: Readonly<Record<string, string>> = JSON.parse(process.env[SIGNING_KEYS] ?? '{}');
  const pem = keys[issuer];
  return pem === undefined ? undefined : createPrivateKey(pem);
}
