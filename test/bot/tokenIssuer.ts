import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

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

/** Made once: it takes a while. */
const issuerKeys = { teams: rsaKeys(), other: rsaKeys(), bare: rsaKeys() };

/** A local issuer of the channel's tokens: OpenID metadata and keys over real HTTP, RS256 signatures. */
export class TokenIssuer {
  /** Answers metadata and keys with this status instead of 200. */
  failWith: number | undefined;
  /** Its public half is published for another channel. */
  readonly keyOfOtherChannel: KeyObject;
  /** Its public half is published without saying for what channels. */
  readonly keyWithoutEndorsements: KeyObject;
  readonly keys: readonly Json[];
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

  /** Signed by a shared secret that everybody knows: the published key. */
  hs256Token(): string {
    const signed = unsigned({ alg: 'HS256', kid: 'teams' }, usualClaims());
    const secret = JSON.stringify(this.keys[0]);
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }

  /** Signed by the right key, by another algorithm than the channel uses. */
  rs512Token(): string {
    const signed = unsigned({ alg: 'RS512', kid: 'teams', typ: 'JWT' }, usualClaims());
    return `${signed}.${sign('sha512', Buffer.from(signed), this.#key).toString('base64url')}`;
  }

  unsignedToken(): string {
    return `${unsigned({ alg: 'none', kid: 'teams' }, usualClaims())}.`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

export function rsaKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** The token with one claim changed after it was signed. */
export function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [header, encoded({ ...claims, exp: claims.exp + 1 }), signature].join('.');
}

function usualClaims(): Json {
  const now = Math.floor(Date.now() / 1000);
  return { iss: ISSUER, aud: APP_ID, serviceurl: SERVICE_URL, nbf: now - 60, exp: now + 3600 };
}

function unsigned(header: Json, claims: Json): string {
  return `${encoded(header)}.${encoded(claims)}`;
}

function encoded(json: Json): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url');
}
