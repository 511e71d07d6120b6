import type { SecretClientOptions } from '@azure/keyvault-secrets';
import type { OutsideCalls } from '../../telemetry/outsideCalls';

type AdditionalPolicy = NonNullable<SecretClientOptions['additionalPolicies']>[number]['policy'];

/**
 * A step of the SDK's own pipeline that sees every request, also one that the SDK repeats; its token's among its time.
 * What is asked for is said by the method alone: a vault's paths hold names.
 */
export function observedRequests(calls: OutsideCalls): AdditionalPolicy {
  return {
    name: 'secretbotObservedRequests',
    sendRequest: (request, next) => {
      const kind = new URL(request.url).pathname.startsWith('/deletedsecrets/') ? '/deletedsecrets' : '/secrets';
      return calls.observe({ service: 'vault', operation: `${request.method} ${kind}` }, async (answered) => {
        const isQuestion = !request.headers.has('authorization');
        const response = await next(request);
        // The SDK's first request to a vault bears no token: that the vault refuses it is how it says where to get one.
        answered(isQuestion && response.status === 401 ? 200 : response.status);
        return response;
      });
    },
  };
}
