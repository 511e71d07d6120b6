import { createHash } from 'node:crypto';
import type { ClaimsIdentity } from 'botframework-connector';
import type { Clock } from '../domain/ports';
import type { CheckedToken } from './channelTokens';

const MOST = 1_000;

/**
 * Tokens whose signature was checked a moment ago: Teams sends the same one for about an hour. Each is remembered by the
 * hash of its whole header, until its check says and no longer: five minutes at most, never past the token's own end,
 * and never longer than its key is known to hold. What the token says, and about which channel and service URL, is
 * compared at every request.
 */
export class VerifiedTokens {
  readonly #known = new Map<string, CheckedToken>();

  constructor(readonly deps: { readonly clock: Clock }) {}

  find(authorization: string): ClaimsIdentity | undefined {
    const name = hashOf(authorization);
    const known = this.#known.get(name);
    if (known && known.until > this.deps.clock.now().getTime()) return known.identity;
    this.#known.delete(name);
    return undefined;
  }

  keep(authorization: string, checked: CheckedToken): void {
    if (!(checked.until > this.deps.clock.now().getTime())) return;
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(hashOf(authorization), checked);
  }
}

function hashOf(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64');
}
