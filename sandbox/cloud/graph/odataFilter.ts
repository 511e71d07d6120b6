/** One thing of a collection, as it is answered. */
export type Row = Readonly<Record<string, unknown>>;

/** Tells whether a row fits. */
export type Predicate = (row: Row) => boolean;

/** A compiled filter; `advanced` ones need ConsistencyLevel: eventual and $count=true. */
export interface Filter {
  readonly fits: Predicate;
  readonly advanced: boolean;
  /** Every property that it names. */
  readonly properties: readonly string[];
}

/** The filter is not one that Graph, or this part of it, understands. */
export class InvalidFilterError extends Error {}

const token = /\s*(?:('(?:[^']|'')*')|([A-Za-z_@][\w./@-]*)|([0-9a-f]{8}-[0-9a-f-]{27})|([(),]))/y;

/**
 * Compiles the part of OData's $filter that directory clients use: `eq`, `ne`, `in`, `startswith`, `and`, `or`, `not`
 * and parentheses. Text is compared ignoring case, as the directory does.
 *
 * @throws InvalidFilterError
 */
export function compileFilter(text: string): Filter {
  const parser = new Parser(tokensOf(text));
  const fits = parser.or();
  parser.end();
  return { fits, advanced: parser.advanced, properties: parser.properties };
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (!match) {
      throw new InvalidFilterError(text);
    }
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** Recursive descent over the tokens, weakest operator first. */
class Parser {
  advanced = false;
  readonly properties: string[] = [];
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  or(): Predicate {
    let left = this.#and();
    while (this.#accept('or')) {
      const [a, b] = [left, this.#and()];
      left = (row) => a(row) || b(row);
    }
    return left;
  }

  end(): void {
    if (this.#at !== this.#tokens.length) {
      throw new InvalidFilterError('more than one expression');
    }
  }

  #and(): Predicate {
    let left = this.#not();
    while (this.#accept('and')) {
      const [a, b] = [left, this.#not()];
      left = (row) => a(row) && b(row);
    }
    return left;
  }

  #not(): Predicate {
    if (!this.#accept('not')) {
      return this.#primary();
    }
    this.advanced = true;
    const inner = this.#primary();
    return (row) => !inner(row);
  }

  #primary(): Predicate {
    if (this.#accept('(')) {
      const inner = this.or();
      this.#expect(')');
      return inner;
    }
    const name = this.#next();
    return name.toLowerCase() === 'startswith' ? this.#startsWith() : this.#comparison(name);
  }

  #startsWith(): Predicate {
    this.#expect('(');
    const property = this.#property(this.#next());
    this.#expect(',');
    const start = String(this.#literal()).toLowerCase();
    this.#expect(')');
    return (row) =>
      String(row[property] ?? '')
        .toLowerCase()
        .startsWith(start);
  }

  #property(name: string): string {
    this.properties.push(name);
    return name;
  }

  #comparison(name: string): Predicate {
    const property = this.#property(name);
    const operator = this.#next();
    if (operator === 'in') {
      const list = this.#list();
      return (row) => list.some((value) => isEqual(row[property], value));
    }
    const value = this.#literal();
    if (operator === 'eq') {
      return (row) => isEqual(row[property], value);
    }
    if (operator === 'ne') {
      this.advanced = true;
      return (row) => !isEqual(row[property], value);
    }
    throw new InvalidFilterError(operator);
  }

  #list(): unknown[] {
    this.#expect('(');
    const values = [this.#literal()];
    while (this.#accept(',')) {
      values.push(this.#literal());
    }
    this.#expect(')');
    return values;
  }

  #literal(): unknown {
    const text = this.#next();
    if (text.startsWith("'")) {
      return text.slice(1, -1).replaceAll("''", "'");
    }
    if (text === 'true' || text === 'false') {
      return text === 'true';
    }
    return text === 'null' ? null : text;
  }

  #next(): string {
    const text = this.#tokens[this.#at];
    if (text === undefined) {
      throw new InvalidFilterError('ends too early');
    }
    this.#at += 1;
    return text;
  }

  #accept(text: string): boolean {
    const fits = this.#tokens[this.#at]?.toLowerCase() === text;
    this.#at += fits ? 1 : 0;
    return fits;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) {
      throw new InvalidFilterError(`no ${text}`);
    }
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' ? a.toLowerCase() === b.toLowerCase() : (a ?? null) === b;
}
