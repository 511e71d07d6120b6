import type { TokenCredential } from '@azure/identity';
import type { OutsideCalls } from '../telemetry/outsideCalls';

/** The same credential; a token that was had, also one that the library remembered, counts as an answer, and one that was not as none. */
export function observedCredential(credential: TokenCredential, calls: OutsideCalls): TokenCredential {
  return {
    getToken: (...about) =>
      calls.observe({ service: 'entra', operation: 'token' }, async (answered) => {
        const token = await credential.getToken(...about);
        if (token) answered(200);
        return token;
      }),
  };
}
