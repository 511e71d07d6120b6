import { Remembered } from '../../src/domain/remembered';
import { FixedClock, MINUTE } from './support/fixedClock';

/** A question whose answers the test gives, in any order. */
class Held {
  readonly answers: ((answer: string) => void)[] = [];
  readonly ask = () => new Promise<string>((resolve) => this.answers.push(resolve));
}

describe('a remembered answer', () => {
  it('that was being asked for when it was forgotten is not remembered: it may be old', async () => {
    const held = new Held();
    const remembered = new Remembered<string>(new FixedClock(), MINUTE);
    const before = remembered.get('alex', held.ask);
    remembered.forget('alex');
    const after = remembered.get('alex', held.ask);
    held.answers[1]?.('disabled');
    expect(await after).toBe('disabled');
    held.answers[0]?.('enabled');
    expect(await before).toBe('enabled');
    expect(await remembered.get('alex', held.ask)).toBe('disabled');
  });

  it('is the one that was asked for last, whichever comes last', async () => {
    const held = new Held();
    const remembered = new Remembered<string>(new FixedClock(), MINUTE);
    const both = [remembered.get('alex', held.ask), remembered.get('alex', held.ask)];
    held.answers[1]?.('newer');
    held.answers[0]?.('older');
    expect(await Promise.all(both)).toEqual(['older', 'newer']);
    expect(await remembered.get('alex', held.ask)).toBe('newer');
  });

  it('is no failure: the next one asks again', async () => {
    const remembered = new Remembered<string>(new FixedClock(), MINUTE);
    await expect(remembered.get('alex', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await remembered.get('alex', async () => 'here')).toBe('here');
  });
});
