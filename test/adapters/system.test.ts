import { ClockPauses, RandomIds, SystemClock } from '../../src/adapters/system';
import { parseReference } from '../../src/domain/reference';

describe('the system', () => {
  const ids = new RandomIds();

  it('tells the time', () => {
    const before = Date.now();
    const now = new SystemClock().now().getTime();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('lets everything else have its turn when it is asked to give way', async () => {
    const done: string[] = [];
    setImmediate(() => done.push('whatever else waited'));
    await new ClockPauses(new SystemClock()).giveWay();
    done.push('the long work');
    expect(done).toEqual(['whatever else waited', 'the long work']);
  });

  it('makes references that people can type', () => {
    const reference = ids.reference();
    expect(parseReference(reference.toLowerCase())).toBe(reference);
  });

  it('makes ticket keys of 32 bytes that do not print', () => {
    const key = ids.ticketKey();
    expect(Buffer.from(key.expose(), 'base64url')).toHaveLength(32);
    expect(key.expose()).toHaveLength(43);
    expect(`${key}`).not.toContain(key.expose());
  });

  it('makes everything once', () => {
    const made = Array.from({ length: 200 }, () => [ids.id(), ids.reference(), ids.ticketKey().expose()]).flat();
    expect(new Set(made).size).toBe(600);
  });
});
