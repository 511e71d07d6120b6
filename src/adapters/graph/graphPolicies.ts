import * as z from 'zod';
import type { Application, SecretPolicy } from '../../domain/applications/application';
import type { GraphApi } from './graphApi';
import { type Restriction, restriction, secretPolicyOf } from './secretPolicy';

const restrictions = z.object({ passwordCredentials: z.array(restriction).nullish() }).nullish();
const applicationPolicy = z.object({ isEnabled: z.boolean(), restrictions });
const tenantPolicy = z.object({ isEnabled: z.boolean(), applicationRestrictions: restrictions });

/**
 * What the tenant's management policies mean for one application.
 *
 * A policy assigned to the application replaces the tenant's; nothing is inherited.
 *
 * @see https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export class GraphPolicies {
  readonly #api: GraphApi;

  constructor(api: GraphApi) {
    this.#api = api;
  }

  async of(application: Application): Promise<SecretPolicy> {
    // Both at once: a person waits, and Teams waits for three seconds only.
    const [assigned, ofTheTenant] = await Promise.all([this.#assigned(application), this.#ofTheTenant()]);
    return secretPolicyOf(assigned ?? ofTheTenant, application);
  }

  async #assigned(application: Application): Promise<readonly Restriction[] | undefined> {
    const policies = await this.#api.list(applicationPolicy, {
      path: `/applications/${application.objectId}/appManagementPolicies`,
      query: { $select: 'id,isEnabled,restrictions' },
    });
    const enabled = policies.filter((one) => one.isEnabled);
    return enabled.length === 0 ? undefined : enabled.flatMap((one) => one.restrictions?.passwordCredentials ?? []);
  }

  async #ofTheTenant(): Promise<readonly Restriction[]> {
    const policy = await this.#api.find(tenantPolicy, {
      path: '/policies/defaultAppManagementPolicy',
      query: { $select: 'id,isEnabled,applicationRestrictions' },
    });
    return policy?.isEnabled ? (policy.applicationRestrictions?.passwordCredentials ?? []) : [];
  }
}
