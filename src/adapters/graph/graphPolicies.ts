import { z } from 'zod';
import type { Application, SecretPolicy } from '../../domain/applications/application';
import type { GraphApi } from './graphApi';
import { daysOf } from './graphText';

const restriction = z.object({
  restrictionType: z.string().nullish(),
  state: z.string().nullish(),
  maxLifetime: z
    .string()
    .refine((text) => daysOf(text) !== undefined)
    .nullish(),
  restrictForAppsCreatedAfterDateTime: z.coerce.date().nullish(),
  excludeActors: z.object({ customSecurityAttributes: z.array(z.unknown()).nullish() }).nullish(),
});

type Restriction = z.infer<typeof restriction>;

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
    const inForce = (await this.#assigned(application)) ?? (await this.#ofTheTenant());
    return meaning(inForce.filter((one) => applies(one, application)));
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

function applies(
  { state, restrictForAppsCreatedAfterDateTime: after }: Restriction,
  application: Application,
): boolean {
  return state !== 'disabled' && (!after || application.createdAt.getTime() >= after.getTime());
}

/**
 * A block with exemptions is left for Entra to decide at addPassword: only it knows whether the bot is exempt. A cap
 * with exemptions still caps: staying under it is never wrong.
 */
function meaning(inForce: readonly Restriction[]): SecretPolicy {
  const blocksSecrets = inForce.some(
    (one) => one.restrictionType === 'passwordAddition' && !one.excludeActors?.customSecurityAttributes?.length,
  );
  const caps = inForce
    .filter((one) => one.restrictionType === 'passwordLifetime')
    .map((one) => daysOf(one.maxLifetime ?? ''))
    .filter((days) => days !== undefined);
  return caps.length === 0 ? { blocksSecrets } : { blocksSecrets, maxLifetimeDays: Math.min(...caps) };
}
