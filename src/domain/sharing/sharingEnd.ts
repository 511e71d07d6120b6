import type { Records } from '../records';
import { closeGrants } from './grantEnding';
import { cancelRequests, type EndContext } from './requestEnding';

/**
 * What the end of a secret means to those who asked for it or hold access: requests are cancelled, grants closed. Of
 * their tickets' cards whoever ended the secret tells. In the caller's transaction.
 */
export async function endSharing(records: Records, context: EndContext): Promise<void> {
  await cancelRequests(records, 'deleted', context);
  await closeGrants(records, undefined, context);
}
