import { ClaimsIdentity } from 'botframework-connector';
import { type JwtPayload, verify } from 'jsonwebtoken';
import type { Clock } from '../domain/ports';
import { type SigningKey, SigningKeys } from './signingKeys';

/** Where tokens of the channel come from. */
export interface TokenSource {
  readonly issuer: string;
  readonly metadataUrl: string;
}

/** A token that the channel signed, and until when (milliseconds since 1970) it may be relied on without a new look. */
export interface CheckedToken {
  readonly identity: ClaimsIdentity;
  readonly until: number;
}

const CHANNEL = 'msteams';
const ALGORITHM = 'RS256';
const CLOCK_TOLERANCE_SECONDS = 300;

/**
 * Checks that the channel signed a token, for Teams, and that now is its time (clocks may differ by five minutes). Says
 * nothing about whom the token is for.
 *
 * Not the SDK's JwtTokenExtractor: that one prints what it refuses to stderr, with the key, and takes a key without
 * endorsements for one of every channel.
 */
export class ChannelTokens {
  readonly #keys: SigningKeys;

  constructor(
    readonly source: TokenSource,
    readonly clock: Clock,
  ) {
    this.#keys = new SigningKeys({ metadataUrl: source.metadataUrl, channel: CHANNEL, clock });
  }

  /** @returns `undefined` for every fault of the token. @throws only when the keys can't be fetched. */
  async check(token: string): Promise<CheckedToken | undefined> {
    const kid = keyIdOf(token);
    const found = kid === undefined ? undefined : await this.#keys.find(kid);
    return found && this.#verified(token, found);
  }

  #verified(token: string, { key, until }: SigningKey): CheckedToken | undefined {
    const { issuer } = this.source;
    const clockTimestamp = Math.floor(this.clock.now().getTime() / 1000);
    const clockTolerance = CLOCK_TOLERANCE_SECONDS;
    try {
      const claims = verify(token, key, { algorithms: [ALGORITHM], issuer, clockTimestamp, clockTolerance });
      if (typeof claims !== 'object' || typeof claims.exp !== 'number') return undefined;
      return { identity: new ClaimsIdentity(claimsIn(claims), true), until: Math.min(until, claims.exp * 1000) };
    } catch {
      // The library throws for every signature, algorithm and time that does not fit: all are the token's fault.
      return undefined;
    }
  }
}

/**
 * Which key a token says it is signed with. Only this is read before the signature was checked: keys that the token
 * brings along (`jwk`, `jku`, `x5c`, `x5u`) are no keys of ours, and what must be understood (`crit`) is not.
 */
function keyIdOf(token: string): string | undefined {
  const [head = ''] = token.split('.', 1);
  try {
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    if (typeof header !== 'object' || header === null) return undefined;
    const { alg, kid, crit } = header as Record<string, unknown>;
    return alg === ALGORITHM && crit === undefined && typeof kid === 'string' ? kid : undefined;
  } catch {
    // No JSON.
    return undefined;
  }
}

function claimsIn(payload: JwtPayload): { type: string; value: string }[] {
  return Object.entries(payload).map(([type, value]) => ({ type, value }));
}
