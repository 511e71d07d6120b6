import { constants, createHmac, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newSigningKey, signingKey } from '../../sandbox/world/signingKeys';

export const APP_ID = '1c5f2d6e-0b63-4f0a-9a0e-6f4b8f6f1a11';
export const ISSUER = 'https://api.botframework.com';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

type Json = Readonly<Record<string, unknown>>;

/** What a test may get wrong in a token. */
export interface TokenChanges {
  readonly claims?: Json;
  readonly header?: Json;
  readonly key?: KeyObject;
}

/** The same in every file of a run. */
const issuerKeys = { teams: keysOf('teams'), other: keysOf('other'), bare: keysOf('bare') };

/** A local issuer of the channel's tokens: OpenID metadata and keys over real HTTP, RS256 signatures. */
export class TokenIssuer {
  /** Answers metadata and keys with this status instead of 200. */
  failWith: number | undefined;
  /** Its public half is published for another channel. */
  readonly keyOfOtherChannel: KeyObject;
  /** Its public half is published without saying for what channels. */
  readonly keyWithoutEndorsements: KeyObject;
  /** What is published; tests take away from it and add to it. */
  keys: readonly Json[];
  /** How often the keys were fetched. */
  fetches = 0;
  readonly #key: KeyObject;
  readonly #server: Server;

  private constructor() {
    const { teams, other, bare } = issuerKeys;
    this.#key = teams.privateKey;
    this.keyOfOtherChannel = other.privateKey;
    this.keyWithoutEndorsements = bare.privateKey;
    this.keys = [
      { ...teams.publicKey.export({ format: 'jwk' }), kid: 'teams', use: 'sig', endorsements: ['msteams'] },
      { ...other.publicKey.export({ format: 'jwk' }), kid: 'other', use: 'sig', endorsements: ['webchat'] },
      { ...bare.publicKey.export({ format: 'jwk' }), kid: 'bare', use: 'sig' },
    ];
    this.#server = createServer((request, response) => {
      if (request.url === '/keys') this.fetches += 1;
      const body = request.url === '/keys' ? { keys: this.keys } : { jwks_uri: `${this.url}/keys` };
      // restify changes what writeHead returns, for every server in the process.
      response.writeHead(this.failWith ?? 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  static async start(): Promise<TokenIssuer> {
    const issuer = new TokenIssuer();
    await new Promise<void>((resolve) => issuer.#server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get source() {
    return { issuer: ISSUER, metadataUrl: `${this.url}/openid` };
  }

  token({ claims = {}, header = {}, key = this.#key }: TokenChanges = {}): string {
    const signed = unsigned({ alg: 'RS256', kid: 'teams', typ: 'JWT', ...header }, { ...usualClaims(), ...claims });
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  }

  /** Publishes a new key as Teams' own. @returns its private half */
  publish(kid: string): KeyObject {
    const privateKey = newSigningKey();
    const jwk = {
      ...createPublicKey(privateKey).export({ format: 'jwk' }),
      kid,
      use: 'sig',
      endorsements: ['msteams'],
    };
    this.keys = [...this.keys, jwk];
    return privateKey;
  }

  /** Takes a key back. */
  withdraw(kid: string): void {
    this.keys = this.keys.filter((key) => key['kid'] !== kid);
  }

  /** Signed by a shared secret that everybody knows: the published key, in one of the forms it can be had in. */
  hs256Token(form: 'jwk' | 'pem' | 'der' = 'jwk'): string {
    const signed = unsigned({ alg: 'HS256', kid: 'teams' }, usualClaims());
    const { publicKey } = issuerKeys.teams;
    const secrets = {
      jwk: JSON.stringify(this.keys[0]),
      pem: publicKey.export({ format: 'pem', type: 'spki' }),
      der: publicKey.export({ format: 'der', type: 'spki' }),
    };
    return `${signed}.${createHmac('sha256', secrets[form]).update(signed).digest('base64url')}`;
  }

  /** Signed by the right key, by another algorithm than the channel uses. */
  tokenBy(alg: 'RS384' | 'RS512' | 'PS256'): string {
    const signed = Buffer.from(unsigned({ alg, kid: 'teams', typ: 'JWT' }, usualClaims()));
    const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
    const key = { key: this.#key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    return `${signed}.${sign(`sha${alg.slice(2)}`, signed, key).toString('base64url')}`;
  }

  unsignedToken(): string {
    return `${unsigned({ alg: 'none', kid: 'teams' }, usualClaims())}.`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** Of an issuer of the tests, both halves. */
export function keysOf(issuer: string) {
  const privateKey = signingKey(issuer);
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The token with one claim changed after it was signed. */
export function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [header, encoded({ ...claims, exp: claims.exp + 1 }), signature].join('.');
}

/** The token with its header changed after it was signed. */
export function withHeader(token: string, changes: Json): string {
  const [header = '', ...rest] = token.split('.');
  const parsed = JSON.parse(Buffer.from(header, 'base64url').toString());
  return [encoded({ ...parsed, ...changes }), ...rest].join('.');
}

/** What the channel's tokens say; times are seconds. */
export function usualClaims(): Json {
  const now = Math.floor(Date.now() / 1000);
  return { iss: ISSUER, aud: APP_ID, serviceurl: SERVICE_URL, nbf: now - 60, exp: now + 3600 };
}

function unsigned(header: Json, claims: Json): string {
  return `${encoded(header)}.${encoded(claims)}`;
}

function encoded(json: Json): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url');
}
