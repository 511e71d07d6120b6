import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../domain/ports';

/** A key that tokens may be signed with, and until when (milliseconds since 1970) that is known to be so. */
export interface SigningKey {
  readonly key: KeyObject;
  readonly until: number;
}

/** A list older than this is not relied on: a key that was taken back is refused within this time. */
const TRUST_MS = 5 * 60_000;
/** A list older than this is fetched anew in the background, so that turns don't wait for it. */
const RENEW_MS = TRUST_MS / 2;
/** Made-up key ids must not make the bot fetch without end. */
const MOST_FETCHES = 10;
const PER_MS = 60_000;
const TIMEOUT_MS = 5_000;

interface Listed {
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly fetchedAt: number;
}

/** What `SigningKeys` needs. Keys count only when they are endorsed for `channel`. */
export interface SigningKeysDeps {
  readonly metadataUrl: string;
  readonly channel: string;
  readonly clock: Clock;
}

/**
 * The keys that the channel signs with, as its OpenID metadata lists them.
 *
 * Not the SDK's OpenIdMetadata: that one keeps a key that was taken back for 24 hours, and does not look for a new one
 * within an hour.
 */
export class SigningKeys {
  readonly #fetches: number[] = [];
  #listed: Listed | undefined;
  #underWay: Promise<Listed> | undefined;

  constructor(readonly deps: SigningKeysDeps) {}

  /** The key of this id; `undefined` when the channel has none. @throws Error when the keys can't be fetched. */
  async find(kid: string): Promise<SigningKey | undefined> {
    const listed = await this.#recent();
    return found(listed, kid) ?? (this.#mayFetch() ? found(await this.#fetched(), kid) : undefined);
  }

  async #recent(): Promise<Listed> {
    const listed = this.#listed;
    const age = listed ? this.#now() - listed.fetchedAt : Number.POSITIVE_INFINITY;
    if (listed === undefined || age >= TRUST_MS) return this.#fetched();
    // Should it fail, the list still holds for a while; the next turn tries again.
    if (age >= RENEW_MS && this.#mayFetch()) void this.#fetched().catch(() => undefined);
    return listed;
  }

  /** One fetch at a time: everybody who asks meanwhile waits for the same. */
  #fetched(): Promise<Listed> {
    this.#underWay ??= this.#fetch().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  #mayFetch(): boolean {
    const since = this.#now() - PER_MS;
    while (this.#fetches[0] !== undefined && this.#fetches[0] <= since) this.#fetches.shift();
    return this.#underWay !== undefined || this.#fetches.length < MOST_FETCHES;
  }

  async #fetch(): Promise<Listed> {
    if (!this.#mayFetch()) throw new Error('the signing keys were asked for too often');
    const fetchedAt = this.#now();
    this.#fetches.push(fetchedAt);
    const { jwks_uri: address } = await jsonFrom(this.deps.metadataUrl);
    const { keys } = await jsonFrom(keysAddress(address, this.deps.metadataUrl));
    if (!Array.isArray(keys)) throw new Error('the signing keys are no list');
    const listed = { keys: new Map(keys.flatMap((jwk) => keyIn(jwk, this.deps.channel))), fetchedAt };
    this.#listed = listed;
    return listed;
  }

  #now(): number {
    return this.deps.clock.now().getTime();
  }
}

function found({ keys, fetchedAt }: Listed, kid: string): SigningKey | undefined {
  const key = keys.get(kid);
  return key && { key, until: fetchedAt + TRUST_MS };
}

async function jsonFrom(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const body: unknown = response.ok ? await response.json() : undefined;
  if (typeof body !== 'object' || body === null)
    throw new Error(`the signing keys were answered with ${response.status}`);
  return { ...body };
}

/** The keys come by the same protocol as the metadata: https. */
function keysAddress(address: unknown, metadataUrl: string): string {
  const url = new URL(String(address));
  if (url.protocol !== new URL(metadataUrl).protocol) throw new Error('the signing keys are elsewhere');
  return url.href;
}

/** An RSA key with an id, endorsed for the channel; anything else that is listed is passed over. */
function keyIn(jwk: unknown, channel: string): readonly (readonly [string, KeyObject])[] {
  if (typeof jwk !== 'object' || jwk === null) return [];
  const { kid, kty, n, e, endorsements } = jwk as Record<string, unknown>;
  const isEndorsed = Array.isArray(endorsements) && endorsements.includes(channel);
  if (typeof kid !== 'string' || kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string' || !isEndorsed)
    return [];
  try {
    return [[kid, createPublicKey({ key: { kty, n, e }, format: 'jwk' })]];
  } catch {
    // One key that is none must not shut out the others.
    return [];
  }
}
