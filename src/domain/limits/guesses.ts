import type { Actor } from '../actor';
import { DomainError, isDomainError } from '../errors';
import type { Limiter } from '../ports';
import type { LimitAlarm } from './limitAlarm';
import { personKey } from './limits';
import { guessRule } from './limitTable';

interface Dependencies {
  readonly limiter: Limiter;
  readonly alarm: Pick<LimitAlarm, 'raise'>;
}

/**
 * Watches people look for things by a reference, a name, or the id of a ticket, a request or a grant. Whoever keeps
 * missing must pause, longer each time; it is audited and told to the administrators.
 */
export class Guesses {
  /** One miss is counted once, however many services it passes on its way out. */
  readonly #counted = new WeakSet<DomainError>();

  constructor(private readonly deps: Dependencies) {}

  /**
   * Does the look-up, and counts it when it finds nothing that the actor may see. While the actor must pause nothing is
   * looked up at all: what is there is answered like what is not.
   *
   * @throws too_many `guess`; what `look` throws
   */
  async watch<T>(actor: Actor, look: () => Promise<T>): Promise<T> {
    await this.#refuseWhilePaused(actor);
    try {
      return await look();
    } catch (error) {
      if (isMiss(error) && !this.#counted.has(error)) {
        this.#counted.add(error);
        await this.#missed(actor);
      }
      throw error;
    }
  }

  async #refuseWhilePaused(actor: Actor): Promise<void> {
    const pause = await this.deps.limiter.peek('guess.pause', personKey(actor));
    if (pause) throw new DomainError('too_many', { limit: 'guess', retryAfterSeconds: pause.endsInSeconds });
  }

  /** Of misses at the same moment one begins the pause; the others find it begun. */
  async #missed(actor: Actor): Promise<void> {
    const { limiter, alarm } = this.deps;
    const key = personKey(actor);
    const misses = await limiter.count('guess.miss', key, guessRule.windowSeconds);
    if (misses.count <= guessRule.missesFree) return;
    const pause = await limiter.count('guess.pause', key, guessRule.firstPauseSeconds);
    if (pause.count > 1) return;
    const pauses = await limiter.count('guess.pauses', key, guessRule.memorySeconds);
    await limiter.restart('guess.pause', key, pauseSeconds(pauses.count));
    await alarm.raise(actor, 'guess');
  }
}

/** How long the pause of this number lasts: 30 seconds, a minute, two minutes, … an hour. */
export function pauseSeconds(number: number): number {
  return Math.min(guessRule.firstPauseSeconds * 2 ** (number - 1), guessRule.longestPauseSeconds);
}

/** People and locations are no secrets of anybody's. */
function isMiss(error: unknown): error is DomainError<'not_found'> {
  return isDomainError(error, 'not_found') && error.details.what !== 'person' && error.details.what !== 'location';
}
