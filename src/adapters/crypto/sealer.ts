import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Sealer } from '../../domain/ports';
import type { SealedValue } from '../../domain/reveal/ticket';
import { Sensitive } from '../../domain/sensitive';
import type { SealKey, SealKeys } from './sealKey';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals with AES-256-GCM under a key made of the operator's seal key and the ticket's key, for one ticket only: the
 * ticket's id goes into the key and is authenticated with the bytes. Seals under the current seal key, opens under the
 * one that sealed.
 *
 * Plaintext of value and ticket key passes through; neither is kept.
 */
export class AesSealer implements Sealer {
  readonly #current: SealKey;
  readonly #byId: ReadonlyMap<string, SealKey>;

  readonly #onUnknownKey: (keyId: string) => void;

  /** `onUnknownKey` hears of every value that cannot be opened for want of its seal key: the operator must know. */
  constructor({ current, before }: SealKeys, onUnknownKey: (keyId: string) => void = () => undefined) {
    this.#current = current;
    this.#onUnknownKey = onUnknownKey;
    this.#byId = new Map([current, ...before].map((key) => [key.id, key]));
  }

  seal(value: Sensitive, ticketKey: Sensitive, ticketId: string): SealedValue {
    const key = keyFor(this.#current, ticketKey, ticketId);
    if (!key) throw new RangeError('a ticket key is 32 bytes in base64url');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(ticketId));
    const ciphertext = Buffer.concat([cipher.update(value.expose(), 'utf8'), cipher.final()]);
    key.fill(0);
    return {
      keyId: this.#current.id,
      nonce: nonce.toString('base64'),
      ciphertext: ciphertext.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
    };
  }

  open(sealed: SealedValue, ticketKey: Sensitive, ticketId: string): Sensitive | 'unknown_seal_key' | undefined {
    const sealKey = this.#byId.get(sealed.keyId);
    if (!sealKey) {
      this.#onUnknownKey(sealed.keyId);
      return 'unknown_seal_key';
    }
    const key = keyFor(sealKey, ticketKey, ticketId);
    const tag = Buffer.from(sealed.tag, 'base64');
    // Node takes shorter tags, which are easier to guess.
    if (!key || tag.length !== TAG_BYTES) return undefined;
    const nonce = Buffer.from(sealed.nonce, 'base64');
    try {
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(ticketId))
        .setAuthTag(tag);
      const plain = Buffer.concat([decipher.update(Buffer.from(sealed.ciphertext, 'base64')), decipher.final()]);
      return new Sensitive(plain.toString('utf8'));
    } catch {
      // GCM says by throwing that key, ticket or bytes do not fit; there is nothing else it could throw for.
      return undefined;
    } finally {
      key.fill(0);
    }
  }
}

function keyFor(sealKey: SealKey, ticketKey: Sensitive, ticketId: string): Buffer | undefined {
  const salt = Buffer.from(ticketKey.expose(), 'base64url');
  if (salt.length !== KEY_BYTES) return undefined;
  const info = `secretbot/seal/1/${ticketId}`;
  return Buffer.from(hkdfSync('sha256', sealKey.bytes.expose(), salt, info, KEY_BYTES));
}
