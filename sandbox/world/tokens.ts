import { createPublicKey, type KeyObject, randomUUID, sign, verify } from 'node:crypto';
import { newSigningKey } from './signingKeys';
import type { WorldClock } from './worldClock';

/** What a token says; times are seconds. */
export type Claims = Readonly<Record<string, unknown>> & { readonly exp: number; readonly aud: string };

/** A public key as a JWKS lists it. */
export interface PublicKey {
  readonly kty: 'RSA';
  readonly use: 'sig';
  readonly alg: 'RS256';
  readonly kid: string;
  readonly n: string;
  readonly e: string;
}

/** What a new token should say; `lifetimeSeconds` may be negative for a token that has already ended. */
export interface TokenRequest {
  readonly issuer: string;
  readonly audience: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly lifetimeSeconds?: number;
}

/** Issues and checks RS256 tokens with one key. Entra and the Bot Framework have one each. */
export class Tokens {
  readonly #clock: WorldClock;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #keyId = randomUUID();

  constructor(clock: WorldClock, signingKey = newSigningKey()) {
    this.#clock = clock;
    this.#privateKey = signingKey;
    this.#publicKey = createPublicKey(signingKey);
  }

  publicKey(): PublicKey {
    const { n = '', e = '' } = this.#publicKey.export({ format: 'jwk' });
    return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: this.#keyId, n, e };
  }

  issue({ issuer, audience, claims = {}, lifetimeSeconds = 3_600 }: TokenRequest): string {
    const now = Math.floor(this.#clock.now().getTime() / 1_000);
    const payload = { iss: issuer, aud: audience, iat: now, nbf: now, exp: now + lifetimeSeconds, ...claims };
    const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: this.#keyId })}.${encode(payload)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), this.#privateKey).toString('base64url')}`;
  }

  /** The claims of the bearer token in an Authorization header. @returns `undefined` unless it is ours, in time and for `audience`. */
  check(authorization: string | undefined, audience: string): Claims | undefined {
    const [, head, body, signature] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(authorization ?? '') ?? [];
    if (head === undefined || body === undefined || signature === undefined || decode(head)['alg'] !== 'RS256') {
      return undefined;
    }
    const signedBytes = Buffer.from(`${head}.${body}`);
    if (!verify('sha256', signedBytes, this.#publicKey, Buffer.from(signature, 'base64url'))) {
      return undefined;
    }
    const claims = decode(body);
    const { exp, aud } = claims;
    const inTime = typeof exp === 'number' && exp * 1_000 > this.#clock.now().getTime();
    return inTime && aud === audience ? { ...claims, exp, aud } : undefined;
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decode(part: string): Record<string, unknown> {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof decoded === 'object' && decoded !== null ? { ...decoded } : {};
  } catch {
    return {};
  }
}
