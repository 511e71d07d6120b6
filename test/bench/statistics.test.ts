import { median, slope } from '../../bench/statistics';

describe('what the bench reckons', () => {
  it('takes the middle one', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('finds how fast something grows, whatever scatters around it', () => {
    expect(
      slope([
        [5, 101],
        [10, 109],
        [15, 121],
        [20, 129],
      ]),
    ).toBeCloseTo(1.92);
    expect(
      slope([
        [1, 7],
        [2, 7],
      ]),
    ).toBe(0);
  });
});
