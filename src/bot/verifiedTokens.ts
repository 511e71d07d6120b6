import { createHash } from 'node:crypto';
import type { ClaimsIdentity } from 'botframework-connector';
import type { Clock } from '../domain/ports';

const REMEMBER_MS = 5 * 60_000;
const MOST = 1_000;

/**
 * Tokens whose signature was checked a moment ago: Teams sends the same one for about an hour. Remembered for five
 * minutes and never past the token's own end, by its hash. What the token says is still compared at every request.
 */
export class VerifiedTokens {
  readonly #known = new Map<string, { readonly identity: ClaimsIdentity; readonly until: number }>();

  constructor(readonly deps: { readonly clock: Clock }) {}

  find(authorization: string): ClaimsIdentity | undefined {
    const name = hashOf(authorization);
    const known = this.#known.get(name);
    if (known && known.until > this.deps.clock.now().getTime()) return known.identity;
    this.#known.delete(name);
    return undefined;
  }

  keep(authorization: string, identity: ClaimsIdentity): void {
    const end = Number(identity.getClaimValue('exp')) * 1000;
    const until = Math.min(end, this.deps.clock.now().getTime() + REMEMBER_MS);
    if (!Number.isFinite(until)) return;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(hashOf(authorization), { identity, until });
  }
}

function hashOf(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64');
}
