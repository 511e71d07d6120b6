import { DomainError } from '../../../src/domain/errors';
import type { Records, Store } from '../../../src/domain/records';

/** When a commit whose answer was lost takes effect: before anybody hears of the loss, or at the next transaction's turn. */
type Lands = 'at_once' | 'later';

/** A store that loses the answer to one commit, as a database does whose connection breaks at that moment. */
export class LosingStore implements Store {
  #until = 0;
  #lands: Lands = 'at_once';
  #onItsWay: (() => Promise<unknown>) | undefined;

  constructor(private readonly inner: Store) {}

  get records(): Records {
    return this.inner.records;
  }

  /** Loses the answer to the `nth` transaction from now on. */
  lose(nth: number, lands: Lands): void {
    this.#until = nth;
    this.#lands = lands;
  }

  async transaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    await this.#onItsWay?.();
    this.#onItsWay = undefined;
    this.#until -= 1;
    if (this.#until !== 0) return this.inner.transaction(work);
    if (this.#lands === 'at_once') await this.inner.transaction(work);
    else this.#onItsWay = () => this.inner.transaction(work);
    throw new DomainError('unavailable', { service: 'storage' });
  }
}
