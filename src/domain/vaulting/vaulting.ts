import type { VaultDetails } from '../ports';
import type { CreateIntent } from '../secrets/intent';
import type { Location } from './location';

const CONTENT_TYPE = 'application/vnd.secretbot.client-secret';

/** What is stored beside a value: ids and the reference, no personal data. */
export function vaultDetails(intent: CreateIntent, keyId: string): VaultDetails {
  return {
    expiresAt: intent.expiresAt,
    contentType: CONTENT_TYPE,
    tags: { applicationId: intent.application.appId, keyId, reference: intent.reference },
  };
}

/** The configured location with this id; `undefined` where the operator took it away. */
export function locationById(locations: readonly Location[], id: string): Location | undefined {
  return locations.find((location) => location.id === id);
}
