import type { Duplex } from 'node:stream';

/**
 * The few messages of PostgreSQL's protocol that happen before somebody is let in.
 *
 * Source: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */

/** AuthenticationCleartextPassword: the server wants a password, or a token, as it is. */
export const passwordRequest = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 3]);

/** What a client answers it with. */
export function passwordMessage(password: string): Buffer {
  const text = Buffer.from(`${password}\0`);
  return Buffer.concat([Buffer.from('p'), length(text.length + 4), text]);
}

/** How a server refuses somebody, by SQLSTATE. */
export function errorResponse(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  return Buffer.concat([Buffer.from('E'), length(fields.length + 4), fields]);
}

/** Who wants to come in, by a StartupMessage. */
export function userIn(startup: Buffer): string | undefined {
  const words = startup.subarray(8).toString().split('\0');
  return words[words.indexOf('user') + 1];
}

/** Reads one message after the other and leaves what comes after them in the stream. */
export class MessageReader {
  constructor(private readonly stream: Duplex) {}

  /** A `startup` message has no letter before its length. @throws when the stream ends before */
  async next(kind: 'startup' | 'message'): Promise<Buffer> {
    const headLength = kind === 'startup' ? 4 : 5;
    const head = await this.bytes(headLength);
    const rest = head.readInt32BE(headLength - 4) - 4;
    return rest > 0 ? Buffer.concat([head, await this.bytes(rest)]) : head;
  }

  private bytes(count: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const read: unknown = this.stream.read(count);
        if (!Buffer.isBuffer(read)) return;
        done();
        resolve(read);
      };
      const ended = (): void => {
        done();
        reject(new Error('the connection ended'));
      };
      const done = (): void => {
        this.stream.off('readable', look).off('end', ended).off('close', ended).off('error', ended);
      };
      this.stream.on('readable', look).on('end', ended).on('close', ended).on('error', ended);
      look();
    });
  }
}

function length(bytes: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(bytes);
  return buffer;
}
