import type { IncomingMessage } from 'node:http';

/** A parsed body, or the status that refuses it. */
export type JsonBody = { readonly value: unknown } | { readonly refused: 400 | 413 | 415 };

const DEEPEST = 64;
/** Objects, lists and everything in them; an activity of Teams has about a hundred. */
const MOST_VALUES = 10_000;
/** How many times the limit is read and thrown away before the connection is closed. */
const STILL_READ = 8;

/**
 * Reads a JSON body of at most `limit` bytes. Compressed bodies are refused: a small one may be huge when opened.
 * Broken JSON is refused without repeating any of it.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<JsonBody> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  if (!/^application\/json\s*(;|$)/i.test(type) || encoding.toLowerCase() !== 'identity') return { refused: 415 };
  const bytes = await readBytes(request, limit);
  return bytes === undefined ? { refused: 413 } : parse(bytes.toString('utf8'));
}

/**
 * Reads a body that nobody wants and keeps nothing of it: a client that is still sending would not hear the answer.
 * Whoever goes on beyond eight times the limit is cut off.
 */
export function discard(request: IncomingMessage, limit: number): void {
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit * STILL_READ) request.destroy();
  });
  request.once('error', () => request.destroy());
}

/** What is over the limit is still read, so that the client hears the answer, but not kept, and not without end. */
function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (length > limit * STILL_READ) resolve(undefined);
    });
    request.once('end', () => resolve(length > limit ? undefined : Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => reject(new Error('the request was cut off')));
  });
}

/** Escapes for NUL, which databases refuse, and for halves of characters, which cannot be encoded. */
const UNWRITABLE = /\\u(?:0000|d[89a-f])/i;

function parse(text: string): JsonBody {
  try {
    const value: unknown = UNWRITABLE.test(text) ? JSON.parse(text, writable) : JSON.parse(text);
    return isHarmless(value) ? { value } : { refused: 400 };
  } catch {
    return { refused: 400 };
  }
}

/** Texts without NUL, and with a replacement character for each half of a character. */
function writable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD') : value;
}

/** Refuses nesting and numbers of values that nobody needs, and keys that would reach prototypes where objects are merged. */
function isHarmless(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (depth > DEEPEST || values > MOST_VALUES) return false;
    const objects = level.filter((item): item is object => typeof item === 'object' && item !== null);
    if (objects.some((item) => Object.hasOwn(item, '__proto__'))) return false;
    level = objects.flatMap((item) => Object.values(item));
  }
  return true;
}
