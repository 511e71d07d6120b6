import { madeOnce } from '../../src/adapters/madeOnce';

describe('what is made when it is first wanted', () => {
  it('is made once, for those who ask meanwhile too', async () => {
    const make = jest.fn(async () => ({}));
    const made = madeOnce(make);
    expect(make).not.toHaveBeenCalled();
    const [one, other] = await Promise.all([made(), made()]);
    expect(other).toBe(one);
    expect(await made()).toBe(one);
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('is tried again by the next who asks after it failed', async () => {
    const make = jest.fn(async () => 'there').mockRejectedValueOnce(new Error('too many open files'));
    const made = madeOnce(make);
    const outcomes = await Promise.allSettled([made(), made()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(make).toHaveBeenCalledTimes(1);
    expect(await made()).toBe('there');
    expect(await made()).toBe('there');
    expect(make).toHaveBeenCalledTimes(2);
  });
});
