import { holds } from '../support/canary';

const secret = 'CANARY';

describe('the canary', () => {
  it.each([
    ['plain', `before ${secret} after`],
    ['in JSON', JSON.stringify({ nested: { text: `x${secret}` } })],
    ['in base64', Buffer.from(`some ${secret} text`).toString('base64')],
    ['in base64, one byte further', Buffer.from(`some  ${secret} text`).toString('base64')],
    ['in base64, two bytes further', Buffer.from(`some   ${secret} text`).toString('base64')],
    ['in base64url', Buffer.from(`ÿÿ>${secret}`).toString('base64url')],
    ['in hexadecimal', Buffer.from(`some ${secret}`).toString('hex')],
    ['in a URL', encodeURIComponent(`?value=${secret}`)],
  ])('finds a secret %s', (_how, text) => {
    expect(holds(text, secret)).toBe(true);
  });

  it('does not find what is not there', () => {
    expect(holds(Buffer.from('nothing of the kind').toString('base64'), secret)).toBe(false);
  });
});
