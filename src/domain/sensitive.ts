const HIDDEN = '[sensitive]';

/**
 * Holds a value that must never be printed: a secret's value, a ticket key, a password.
 *
 * String conversion, JSON, `util.inspect` and object spread all show `[sensitive]`. `expose()` is the only way out;
 * every call of it is a place where plaintext passes, and `test/rules` checks them against an allow-list.
 */
export class Sensitive<T = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** Gives the plaintext. Call it only where the plaintext leaves the process for the person or vault it is for. */
  expose(): T {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN;
  }
}
