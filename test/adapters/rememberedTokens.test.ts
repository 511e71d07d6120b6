import type { AccessToken, TokenCredential } from '@azure/identity';
import { rememberedTokens } from '../../src/adapters/rememberedTokens';

const MINUTE = 60_000;

describe('remembered tokens', () => {
  let now: number;
  let asked: unknown[];
  let answer: (scope: unknown) => Promise<AccessToken | null>;
  let credential: TokenCredential;

  beforeEach(() => {
    now = Date.parse('2026-11-24T12:00:00Z');
    asked = [];
    answer = async () => ({ token: `token ${asked.length}`, expiresOnTimestamp: now + 60 * MINUTE });
    const clock = { now: () => new Date(now) };
    const own: TokenCredential = {
      getToken: (scopes) => {
        asked.push(scopes);
        return answer(scopes);
      },
    };
    credential = rememberedTokens(own, clock);
  });

  it('asks once for each scope', async () => {
    expect((await credential.getToken('one'))?.token).toBe('token 1');
    expect((await credential.getToken(['one']))?.token).toBe('token 1');
    expect((await credential.getToken('two'))?.token).toBe('token 2');
    expect(asked).toEqual(['one', 'two']);
  });

  it('asks anew five minutes before the end', async () => {
    await credential.getToken('one');
    now += 55 * MINUTE - 1;
    await credential.getToken('one');
    expect(asked).toHaveLength(1);
    now += 1;
    expect((await credential.getToken('one'))?.token).toBe('token 2');
  });

  it('asks anew when the token wants to be renewed', async () => {
    answer = async () => ({
      token: 'early',
      expiresOnTimestamp: now + 60 * MINUTE,
      refreshAfterTimestamp: now + MINUTE,
    });
    await credential.getToken('one');
    now += MINUTE;
    await credential.getToken('one');
    expect(asked).toHaveLength(2);
  });

  it('asks once for all who ask at the same time', async () => {
    const tokens = await Promise.all([credential.getToken('one'), credential.getToken('one')]);
    expect(tokens.map((token) => token?.token)).toEqual(['token 1', 'token 1']);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('away'))],
    [
      'throws',
      () => {
        throw new Error('away');
      },
    ],
  ])('remembers no failure of a credential that %s', async (_how, fail) => {
    const works = answer;
    answer = fail;
    await expect(credential.getToken('one')).rejects.toThrow('away');
    answer = works;
    expect((await credential.getToken('one'))?.token).toBe('token 2');
  });

  it('does not remember that there was none', async () => {
    const works = answer;
    answer = async () => null;
    expect(await credential.getToken('one')).toBeNull();
    answer = works;
    expect((await credential.getToken('one'))?.token).toBe('token 2');
  });

  it('leaves a question with claims of its own to the credential', async () => {
    await credential.getToken('one');
    await credential.getToken('one', { claims: 'more' });
    expect(asked).toHaveLength(2);
  });
});
