import { AesSealer } from '../../../src/adapters/crypto/sealer';
import { RandomIds } from '../../../src/adapters/system';
import type { SealedValue } from '../../../src/domain/reveal/ticket';
import { Sensitive } from '../../../src/domain/sensitive';
import { sealKeys } from '../../support/keys';

const sealer = new AesSealer(sealKeys('first'));
const ids = new RandomIds();
const plain = (opened: ReturnType<AesSealer['open']>) => (opened instanceof Sensitive ? opened.expose() : opened);

describe('the sealer', () => {
  const value = new Sensitive('a~Value.with-ümlaut_and 🔑');
  const ticketKey = ids.ticketKey();

  it('opens what it sealed, with the same ticket key for the same ticket', () => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    expect(plain(sealer.open(sealed, ticketKey, 'ticket-1'))).toBe(value.expose());
  });

  it('opens it after a restart with the same seal key', () => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    expect(plain(new AesSealer(sealKeys('first')).open(sealed, ticketKey, 'ticket-1'))).toBe(value.expose());
  });

  it('seals an empty value', () => {
    const sealed = sealer.seal(new Sensitive(''), ticketKey, 'ticket-1');
    expect(plain(sealer.open(sealed, ticketKey, 'ticket-1'))).toBe('');
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
    const { current } = sealKeys('second');
    const other = new AesSealer({ current, before: [] });
    expect(other.open({ ...sealed, keyId: current.id }, ticketKey, 'ticket-1')).toBeUndefined();
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

  it('seals with the new key after a rotation, and still opens what the old ones sealed', () => {
    const olderSealed = new AesSealer(sealKeys('oldest')).seal(value, ticketKey, 'ticket-1');
    const oldSealed = new AesSealer(sealKeys('old', 'oldest')).seal(value, ticketKey, 'ticket-2');
    const rotated = new AesSealer(sealKeys('new', 'old', 'oldest'));
    expect(plain(rotated.open(olderSealed, ticketKey, 'ticket-1'))).toBe(value.expose());
    expect(plain(rotated.open(oldSealed, ticketKey, 'ticket-2'))).toBe(value.expose());
    const sealed = rotated.seal(value, ticketKey, 'ticket-3');
    expect(sealed.keyId).toBe(sealKeys('new').current.id);
    expect(new AesSealer(sealKeys('old', 'oldest')).open(sealed, ticketKey, 'ticket-3')).toBe('unknown_seal_key');
  });

  it('lets two replicas open each other’s seals while the key changes in two steps', () => {
    const steps = [sealKeys('old'), sealKeys('old', 'new'), sealKeys('new', 'old'), sealKeys('new')];
    const opens = (by: number, of: number) =>
      plain(new AesSealer(steps[by] ?? sealKeys()).open(sealOf(of), ticketKey, 'ticket-1')) === value.expose();
    const sealOf = (step: number) => new AesSealer(steps[step] ?? sealKeys()).seal(value, ticketKey, 'ticket-1');
    for (const [one, next] of [
      [0, 1],
      [1, 2],
    ] as const) {
      expect([opens(one, next), opens(next, one)]).toEqual([true, true]);
    }
    // Left out, the first step costs what the second replica sealed.
    expect(opens(0, 2)).toBe(false);
  });

  it('tells the operator which key is missing', () => {
    const sealed = sealer.seal(value, ticketKey, 'ticket-1');
    const missing: string[] = [];
    const other = new AesSealer(sealKeys('second'), (keyId) => missing.push(keyId));
    expect(other.open(sealed, ticketKey, 'ticket-1')).toBe('unknown_seal_key');
    expect(missing).toEqual([sealKeys('first').current.id]);
  });
});
