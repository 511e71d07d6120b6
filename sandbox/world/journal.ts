import { appendFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
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

/** Sees every exchange as it was, values and tokens included; for tests that search for what must not be there. */
export type JournalObserver = (entry: JournalEntry) => void;

/** Every request and answer between the bot and the stand-ins, one JSON line each, for the conformance run. */
export class Journal {
  readonly #file: string | undefined;
  readonly #marker: () => string;
  readonly #observers = new Set<JournalObserver>();

  /**
   * Without a path nothing is written; in an existing folder, each journal makes a file of its own, since tests run in
   * parallel. `marker` is in every generated value and makes them recognisable anywhere.
   */
  constructor(path: string | undefined, marker: () => string) {
    this.#file = path === undefined ? undefined : fileAt(path);
    this.#marker = marker;
  }

  /** Tells the observers, and writes the exchange with everything secret replaced by something of the same shape. */
  record(entry: JournalEntry): void {
    for (const observer of this.#observers) {
      observer(entry);
    }
    if (this.#file !== undefined) {
      appendFileSync(this.#file, `${JSON.stringify(concealSecrets(entry, this.#marker()))}\n`);
    }
  }

  /** Calls `observer` for every exchange until the returned function is called. */
  observe(observer: JournalObserver): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }
}

let journals = 0;

function fileAt(path: string): string {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  return isFolder ? join(path, `${process.pid}-${++journals}.ndjson`) : path;
}
