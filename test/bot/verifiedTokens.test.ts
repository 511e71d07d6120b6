import { ClaimsIdentity } from 'botframework-connector';
import { VerifiedTokens } from '../../src/bot/verifiedTokens';

describe('verified tokens', () => {
  const identity = new ClaimsIdentity([], true);
  let now: number;
  let tokens: VerifiedTokens;

  beforeEach(() => {
    now = Date.parse('2026-11-24T10:00:00Z');
    tokens = new VerifiedTokens({ clock: { now: () => new Date(now) } });
  });

  it('are known until their check says, by the whole header', () => {
    tokens.keep('Bearer a', { identity, until: now + 60_000 });
    now += 60_000 - 1;
    expect(tokens.find('Bearer a')).toBe(identity);
    expect(tokens.find('Bearer b')).toBeUndefined();
    expect(tokens.find('Bearer a ')).toBeUndefined();
    now += 1;
    expect(tokens.find('Bearer a')).toBeUndefined();
  });

  it.each([
    ['at an end that is over', -1],
    ['at an end that is no number', Number.NaN],
  ])('%s are not known at all', (_what, left) => {
    tokens.keep('Bearer a', { identity, until: now + left });
    now -= 60_000;
    expect(tokens.find('Bearer a')).toBeUndefined();
  });

  it('are forgotten rather than kept without bound', () => {
    for (let count = 0; count <= 1_000; count += 1) tokens.keep(`Bearer ${count}`, { identity, until: now + 60_000 });
    expect(tokens.find('Bearer 0')).toBeUndefined();
    expect(tokens.find('Bearer 1000')).toBeDefined();
  });
});
