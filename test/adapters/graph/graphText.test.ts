import { daysOf, isGuid, literal } from '../../../src/adapters/graph/graphText';

describe('daysOf', () => {
  it.each([
    ['P90D', 90],
    ['P180D', 180],
    ['P1Y', 365],
    ['P2Y6M', 910],
    ['P4W', 28],
    ['P4DT15H51M04S', 4],
    ['P1DT24H', 2],
    ['PT36H', 1],
    ['PT1H', 0],
    ['P0D', 0],
  ])('counts the whole days of %s', (duration, days) => {
    expect(daysOf(duration)).toBe(days);
  });

  it.each(['', 'P', 'PT', '90', '90D', 'P-90D', 'forever'])('knows no days of %j', (text) => {
    expect(daysOf(text)).toBeUndefined();
  });
});

describe('literal', () => {
  it('doubles quotes, so that a text stays one', () => {
    expect(literal("O'Brien's")).toBe("'O''Brien''s'");
  });
});

describe('isGuid', () => {
  it('takes GUIDs only', () => {
    expect(isGuid('3F2B1C4D-0000-4000-8000-1234567890ab')).toBe(true);
    for (const text of ['alex@contoso.example', '../users', '3f2b1c4d-0000-4000-8000-1234567890ab/owners', '']) {
      expect(isGuid(text)).toBe(false);
    }
  });
});
