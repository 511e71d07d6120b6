import * as z from 'zod';
import type { Application, SecretPolicy } from '../../domain/applications/application';
import { daysOf } from './graphText';

/** One restriction of a management policy, as Graph gives it. */
export const restriction = z.object({
  restrictionType: z.string().nullish(),
  state: z.string().nullish(),
  maxLifetime: z
    .string()
    .refine((text) => daysOf(text) !== undefined)
    .nullish(),
  restrictForAppsCreatedAfterDateTime: z.coerce.date().nullish(),
  excludeActors: z.object({ customSecurityAttributes: z.array(z.unknown()).nullish() }).nullish(),
});

/** A restriction that was read. */
export type Restriction = z.infer<typeof restriction>;

/** What the restrictions of the policy in force mean for one application. */
export function secretPolicyOf(restrictions: readonly Restriction[], application: Application): SecretPolicy {
  return meaning(restrictions.filter((one) => applies(one, application)));
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
