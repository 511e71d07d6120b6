import { AesSealer } from '../../../src/adapters/crypto/sealer';
import { sealKeyFrom } from '../../../src/adapters/crypto/sealKey';
import { RandomIds } from '../../../src/adapters/system';
import type { SealedValue } from '../../../src/domain/reveal/ticket';
import { Sensitive } from '../../../src/domain/sensitive';

const keyOf = (byte: number) => sealKeyFrom(new Sensitive(Buffer.alloc(32, byte).toString('base64')));
const sealer = new AesSealer(keyOf(1));
const ids = new RandomIds();

describe('the sealer', () => {
  const value = new Sensitive('a~Value.with-ümlaut_and 🔑');
  const ticketKey = ids.ticketKey();

  it('opens what it sealed, with the same ticket key for the same ticket', () => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    expect(sealer.open(sealed, ticketKey, 'ticket-1')?.expose()).toBe(value.expose());
  });

  it('opens it after a restart with the same seal key', () => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    expect(new AesSealer(keyOf(1)).open(sealed, ticketKey, 'ticket-1')?.expose()).toBe(value.expose());
  });

  it('seals an empty value', () => {
    const sealed = sealer.seal(new Sensitive(''), ticketKey, 'ticket-1');
    expect(sealer.open(sealed, ticketKey, 'ticket-1')?.expose()).toBe('');
  });

  it('never seals twice to the same bytes, and shows nothing of value or keys', () => {
    const [first, second] = [sealer.seal(value, ticketKey, 'ticket-1'), sealer.seal(value, ticketKey, 'ticket-1')];
    expect(first.ciphertext).not.toBe(second.ciphertext);
    expect(first.nonce).not.toBe(second.nonce);
    const stored = JSON.stringify(first);
    for (const hidden of [value.expose(), Buffer.from(value.expose()).toString('base64'), ticketKey.expose()]) {
      expect(stored).not.toContain(hidden);
    }
  });

  it('does not open with another ticket key, for another ticket or under another seal key', () => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    expect(sealer.open(sealed, ids.ticketKey(), 'ticket-1')).toBeUndefined();
    expect(sealer.open(sealed, ticketKey, 'ticket-2')).toBeUndefined();
    const other = new AesSealer(keyOf(2));
    expect(other.open(sealed, ticketKey, 'ticket-1')).toBeUndefined();
    expect(other.open({ ...sealed, keyId: keyOf(2).id }, ticketKey, 'ticket-1')).toBeUndefined();
  });

  it.each(['nonce', 'ciphertext', 'tag'] as const)('does not open when one bit of the %s was changed', (part) => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    const bytes = Buffer.from(sealed[part], 'base64');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(sealer.open({ ...sealed, [part]: bytes.toString('base64') }, ticketKey, 'ticket-1')).toBeUndefined();
  });

  it('does not open with a shortened tag, or without parts', () => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    const short = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64');
    const broken: SealedValue[] = [
      { ...sealed, tag: short },
      { ...sealed, tag: '' },
      { ...sealed, nonce: '' },
      { ...sealed, ciphertext: '' },
    ];
    expect(broken.map((parts) => sealer.open(parts, ticketKey, 'ticket-1'))).toEqual(broken.map(() => undefined));
  });

  it.each(['', 'short', 'A'.repeat(64), '💥'.repeat(32)])('does not open with %p, which is no ticket key', (text) => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    expect(sealer.open(sealed, new Sensitive(text), 'ticket-1')).toBeUndefined();
  });

  it('refuses to seal under a weak ticket key', () => {
    expect(() => sealer.seal(value, new Sensitive('short'), 'ticket-1')).toThrow(RangeError);
  });
});
