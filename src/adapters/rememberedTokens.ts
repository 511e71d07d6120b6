import type { AccessToken, TokenCredential } from '@azure/identity';
import type { Clock } from '../domain/ports';

/** Microsoft's clients ask for a new token five minutes before the old one ends. */
const EARLY_MS = 5 * 60_000;

/**
 * The same credential; each token is used until five minutes before its end, or until it says that it wants to be
 * renewed. The library remembers tokens too, but looking one up there costs about as much as a request. One question per
 * scope is asked at a time; a failure is not remembered. Tokens are asked for by scope alone here: a question with options
 * goes to the credential as it is.
 */
export function rememberedTokens(credential: TokenCredential, clock: Clock): TokenCredential {
  const known = new Map<string, AccessToken>();
  const asked = new Map<string, Promise<AccessToken | null>>();
  const ask = (scope: string): Promise<AccessToken | null> => {
    const answer = (async () => {
      const token = await credential.getToken(scope);
      if (token) known.set(scope, token);
      return token;
    })().finally(() => asked.delete(scope));
    asked.set(scope, answer);
    return answer;
  };
  return {
    getToken: async (scopes, options) => {
      const scope = typeof scopes === 'string' ? scopes : scopes.length === 1 ? scopes[0] : undefined;
      if (scope === undefined || (options && Object.keys(options).length > 0))
        return credential.getToken(scopes, options);
      const token = known.get(scope);
      if (token && clock.now().getTime() < lastsUntil(token)) return token;
      return asked.get(scope) ?? ask(scope);
    },
  };
}

function lastsUntil({ expiresOnTimestamp, refreshAfterTimestamp }: AccessToken): number {
  return Math.min(expiresOnTimestamp - EARLY_MS, refreshAfterTimestamp ?? Number.POSITIVE_INFINITY);
}
