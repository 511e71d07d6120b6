import { appendFileSync } from 'node:fs';
import { concealSecrets } from './concealSecrets';

/** One exchange, as it is written: bodies are parsed JSON where they were JSON, else text. Never a value, a token or a password. */
export interface JournalEntry {
  /** ISO 8601, in the sandbox's time. */
  readonly at: string;
  /** `fromBot`: a request of the bot to a stand-in. `toBot`: an activity from Teams to the bot. */
  readonly direction: 'fromBot' | 'toBot';
  /** The Microsoft host name asked, or `bot`. */
  readonly host: string;
  readonly method: string;
  /** With the query, as it was sent. */
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** 0 where the connection broke instead of an answer. */
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  /** Kind of the fault that made this exchange what it is. */
  readonly fault?: string;
}

/** Every request and answer between the bot and the stand-ins, one JSON line each, for the conformance run. */
export class Journal {
  readonly #file: string | undefined;
  readonly #marker: () => string;

  /** Without a file nothing is written. `marker` is in every generated value and makes them recognisable anywhere. */
  constructor(file: string | undefined, marker: () => string) {
    this.#file = file;
    this.#marker = marker;
  }

  get isOn(): boolean {
    return this.#file !== undefined;
  }

  /** Writes the exchange with everything secret replaced by something of the same shape. */
  record(entry: JournalEntry): void {
    if (this.#file === undefined) {
      return;
    }
    appendFileSync(this.#file, `${JSON.stringify(concealSecrets(entry, this.#marker()))}\n`);
  }
}
