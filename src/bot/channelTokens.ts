import { ClaimsIdentity } from 'botframework-connector';
import { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata';
import { decode, type Jwt, type JwtPayload, verify } from 'jsonwebtoken';

/** Where tokens of the channel come from. */
export interface TokenSource {
  readonly issuer: string;
  readonly metadataUrl: string;
}

const CHANNEL = 'msteams';
const ALGORITHM = 'RS256';
const CLOCK_TOLERANCE_SECONDS = 300;

/**
 * Checks that the channel signed a token, for Teams. Says nothing about whom the token is for.
 *
 * Not the SDK's JwtTokenExtractor: that one prints what it refuses to stderr, with the key, and takes a key without
 * endorsements for one of every channel. Its key store, which fetches keys again when an unknown one comes, is used.
 */
export class ChannelTokens {
  readonly #keys: OpenIdMetadata;

  constructor(readonly source: TokenSource) {
    this.#keys = new OpenIdMetadata(source.metadataUrl);
  }

  /** @returns `undefined` for every fault of the token. @throws only when the keys can't be fetched. */
  async identityOf(token: string): Promise<ClaimsIdentity | undefined> {
    const read = readToken(token);
    if (typeof read?.payload !== 'object' || read.payload.iss !== this.source.issuer) return undefined;
    const found = await this.#keys.getKey(String(read.header.kid));
    if (!Array.isArray(found?.endorsements) || !found.endorsements.includes(CHANNEL)) return undefined;
    const claims = this.#verified(token, found.key);
    return claims && new ClaimsIdentity(claimsIn(claims), true);
  }

  #verified(token: string, key: string): JwtPayload | undefined {
    const { issuer } = this.source;
    try {
      const claims = verify(token, key, { algorithms: [ALGORITHM], issuer, clockTolerance: CLOCK_TOLERANCE_SECONDS });
      return typeof claims === 'object' && typeof claims.exp === 'number' ? claims : undefined;
    } catch {
      // The library throws for every signature, algorithm and time that does not fit: all are the token's fault.
      return undefined;
    }
  }
}

/** Nothing read here is to be believed before the signature was checked. */
function readToken(token: string): Jwt | undefined {
  try {
    return decode(token, { complete: true }) ?? undefined;
  } catch {
    // A part that is no JSON.
    return undefined;
  }
}

function claimsIn(payload: JwtPayload): { type: string; value: string }[] {
  return Object.entries(payload).map(([type, value]) => ({ type, value }));
}
