import { DomainError, type Service } from '../../../src/domain/errors';

/** Before the call has had its effect, or after it and before its answer arrives. */
export type Moment = 'before' | 'after';

interface Interruption {
  readonly method: string;
  readonly moment: Moment;
  readonly work: () => unknown;
  left: number;
}

/**
 * What tests switch on in a memory fake: failures before or after the effect of a call, and work that happens in the
 * middle of one (a race, or a gate that holds the call until the test opens it).
 */
export class Interruptions<M extends string> {
  readonly #service: Service;
  #waiting: Interruption[] = [];

  constructor(service: Service) {
    this.#service = service;
  }

  /** The next `times` calls of the method fail. `'after'` is a lost answer: the effect has happened. */
  fail(method: M, moment: Moment = 'before', options: { times?: number; error?: Error } = {}): void {
    const error = options.error ?? new DomainError('unavailable', { service: this.#service });
    this.during(method, moment, () => Promise.reject(error), options.times);
  }

  /** Runs `work` in the middle of the next `times` calls of the method; its rejection becomes the call's. */
  during(method: M, moment: Moment, work: () => unknown, times = 1): void {
    this.#waiting.push({ method, moment, work, left: times });
  }

  /** Switches everything off again. */
  clear(): void {
    this.#waiting = [];
  }

  /** Runs `effect` as the call of `method`, with what was switched on around it. */
  async around<T>(method: M, effect: () => T): Promise<T> {
    await this.#meet(method, 'before');
    const answer = effect();
    await this.#meet(method, 'after');
    return answer;
  }

  async #meet(method: M, moment: Moment): Promise<void> {
    const next = this.#waiting.find((one) => one.method === method && one.moment === moment);
    if (!next) return;
    next.left -= 1;
    if (next.left <= 0) this.#waiting = this.#waiting.filter((one) => one !== next);
    await next.work();
  }
}
