import type { Credential } from '../applications/application';
import { bearsReference } from '../reference';
import type { CreateIntent } from './intent';

/** How far the directory's clock may be behind ours: as far as the channel's tokens may be off, too. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Whether a create that is still under way recorded this credential, or can only have made it. */
export function isUnderWay(open: readonly CreateIntent[], credential: Credential): boolean {
  return open.some((intent) => intent.keyId === credential.keyId || credentialsOf(intent, [credential]).length > 0);
}

/**
 * The credentials that can only come from this intent's own `addPassword`: new since the intent looked before, begun
 * after it, and bearing its reference. Only when it is exactly one may it be recorded and removed.
 */
export function credentialsOf(intent: CreateIntent, present: readonly Credential[]): readonly Credential[] {
  const notBefore = intent.createdAt.getTime() - CLOCK_SKEW_MS;
  return present.filter(
    (credential) =>
      !intent.keyIdsBefore.includes(credential.keyId) &&
      credential.startsAt.getTime() >= notBefore &&
      bearsReference(credential.displayName, intent.reference),
  );
}
