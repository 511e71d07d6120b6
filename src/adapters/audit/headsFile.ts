import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { AuditHead } from '../storage/auditLog';

/** Longer than any line, so that the end of the file has the last one whole. */
const END_BYTES = 4096;

const headLine = z.strictObject({
  seq: z.int().positive(),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});

/** Why the file of the exported heads cannot be used, with what to do: for the operator. */
export class HeadsError extends Error {
  override readonly name = 'HeadsError';
}

/** The exported heads, one JSON object a line, only ever added to; each is on the disk before `append` returns. */
export class HeadsFile {
  constructor(readonly path: string) {}

  /** Adds a head; made with mode 0600 when missing. @throws HeadsError */
  append({ seq, mac, at }: AuditHead): void {
    const file = this.#open('a+');
    try {
      // What a crash left of a line was never a head.
      ftruncateSync(file, endOfLines(file));
      writeSync(file, `${JSON.stringify({ seq, mac, at })}\n`);
      fsyncSync(file);
    } catch (error) {
      throw this.#error(error);
    } finally {
      closeSync(file);
    }
  }

  /** The head that was added last; `undefined` when there is none. @throws HeadsError */
  last(): AuditHead | undefined {
    if (!existsSync(this.path)) return undefined;
    const file = this.#open('r');
    try {
      const end = endOfLines(file);
      const lines = readEnd(file, end).trimEnd().split('\n');
      const line = lines.at(-1) ?? '';
      return line === '' ? undefined : headIn(line);
    } finally {
      closeSync(file);
    }
  }

  /**
   * Every head, oldest first. Lines that hold none are counted, apart from a last one that is still being written:
   * somebody changed them.
   *
   * @throws HeadsError when there is no such file, or it cannot be read
   */
  async *heads(unreadable: (line: number) => void): AsyncGenerator<AuditHead> {
    const file = this.#open('r');
    const complete = endOfLines(file);
    const stream = createReadStream(this.path, { fd: file, start: 0, end: Math.max(0, complete - 1) });
    let number = 0;
    if (complete === 0) return void stream.destroy();
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      const head = headIn(line);
      if (head) yield head;
      else unreadable(number);
    }
  }

  #open(flags: 'a+' | 'r'): number {
    try {
      return openSync(this.path, flags, 0o600);
    } catch (error) {
      throw this.#error(error);
    }
  }

  #error(error: unknown): HeadsError {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? new HeadsError(
          `${this.path} is not there. SecretBot writes it within minutes of the first row of the audit; where there are rows, look at SECRETBOT_AUDIT_HEADS, or say --heads <file>.`,
        )
      : new HeadsError(`${this.path} cannot be used (${code}). The bot's user must be able to read and add to it.`);
  }
}

/** How much of the file is complete lines. */
function endOfLines(file: number): number {
  const { size } = fstatSync(file);
  const text = readEnd(file, size);
  // One character for each byte.
  return size - (text.length - (text.lastIndexOf('\n') + 1));
}

/** The last bytes before `end`. */
function readEnd(file: number, end: number): string {
  const length = Math.min(END_BYTES, end);
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, end - length);
  return bytes.toString('latin1');
}

function headIn(line: string): AuditHead | undefined {
  try {
    return headLine.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
