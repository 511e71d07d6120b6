import { ClaimsIdentity } from 'botframework-connector';
import { VerifiedTokens } from '../../src/bot/verifiedTokens';

describe('verified tokens', () => {
  let now: number;
  let tokens: VerifiedTokens;

  beforeEach(() => {
    now = Date.parse('2026-11-24T10:00:00Z');
    tokens = new VerifiedTokens({ clock: { now: () => new Date(now) } });
  });

  const identityUntil = (end: number | undefined) =>
    new ClaimsIdentity(end === undefined ? [] : [{ type: 'exp', value: String(end / 1000) }], true);

  it('are known for five minutes', () => {
    const identity = identityUntil(now + 3_600_000);
    tokens.keep('Bearer a', identity);
    now += 5 * 60_000 - 1;
    expect(tokens.find('Bearer a')).toBe(identity);
    expect(tokens.find('Bearer b')).toBeUndefined();
    now += 1;
    expect(tokens.find('Bearer a')).toBeUndefined();
  });

  it('are never known past their own end', () => {
    tokens.keep('Bearer a', identityUntil(now + 1_000));
    now += 1_000;
    expect(tokens.find('Bearer a')).toBeUndefined();
  });

  it('without an end are not known at all', () => {
    tokens.keep('Bearer a', identityUntil(undefined));
    expect(tokens.find('Bearer a')).toBeUndefined();
  });

  it('are forgotten rather than kept without bound', () => {
    for (let count = 0; count <= 1_000; count += 1) tokens.keep(`Bearer ${count}`, identityUntil(now + 60_000));
    expect(tokens.find('Bearer 0')).toBeUndefined();
    expect(tokens.find('Bearer 1000')).toBeDefined();
  });
});
