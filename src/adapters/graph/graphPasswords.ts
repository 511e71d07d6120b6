import * as z from 'zod';
import { DomainError } from '../../domain/errors';
import type { NewCredential, RemovedCredential } from '../../domain/ports';
import { Sensitive } from '../../domain/sensitive';
import type { GraphApi } from './graphApi';
import { toCredential } from './graphApplications';
import { addPasswordError, GraphRefusal, removePasswordError } from './graphErrors';
import { isGuid } from './graphText';

const newCredentialAnswer = z.object({
  keyId: z.string(),
  secretText: z.string().min(1),
  displayName: z.string().nullish(),
  hint: z.string().nullish(),
  startDateTime: z.coerce.date(),
  endDateTime: z.coerce.date(),
});

const usesAnswer = z.object({
  keyId: z.string(),
  signInActivity: z.object({ lastSignInDateTime: z.coerce.date().nullish() }).nullish(),
});

/** The two writes to an application, and when a credential was last used. */
export class GraphPasswords {
  readonly #api: GraphApi;

  constructor(api: GraphApi) {
    this.#api = api;
  }

  /** Sends addPassword once. Plaintext passes here, from Graph's answer into `Sensitive`. */
  async add(applicationId: string, wanted: { displayName: string; expiresAt: Date }): Promise<NewCredential> {
    if (!isGuid(applicationId)) throw new DomainError('not_found', { what: 'application' });
    const passwordCredential = { displayName: wanted.displayName, endDateTime: wanted.expiresAt.toISOString() };
    try {
      const { body, requestId } = await this.#api.write(`/applications/${applicationId}/addPassword`, {
        passwordCredential,
      });
      const answer = newCredentialAnswer.safeParse(body);
      // A success that can't be read may have made a credential, so it must be looked for.
      if (!answer.success) throw new DomainError('unavailable', { service: 'graph' });
      return { ...toCredential(answer.data), value: new Sensitive(answer.data.secretText), requestId };
    } catch (error) {
      throw error instanceof GraphRefusal ? addPasswordError(error, applicationId) : error;
    }
  }

  async remove(applicationId: string, keyId: string): Promise<RemovedCredential> {
    if (!isGuid(applicationId)) throw new DomainError('not_found', { what: 'application' });
    try {
      const { requestId } = await this.#api.write(`/applications/${applicationId}/removePassword`, { keyId });
      return { requestId };
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      const failure = removePasswordError(error);
      if (failure) throw failure;
      return { requestId: error.failure.requestId, unknown: true };
    }
  }

  /**
   * From a report of the beta API that only the global cloud has, that wants a permission of its own
   * (AuditLog.Read.All) and five requests in ten seconds at most: whenever it does not answer, the use is unknown.
   */
  async lastUse(keyId: string): Promise<Date | 'never' | 'unknown'> {
    if (!isGuid(keyId)) return 'unknown';
    try {
      const rows = await this.#api.list(usesAnswer, {
        path: '/reports/appCredentialSignInActivities',
        query: { $filter: `keyId eq '${keyId}'` },
        version: 'beta',
      });
      const reported = rows.find((one) => one.keyId.toLowerCase() === keyId.toLowerCase());
      if (!reported) return 'unknown';
      return reported.signInActivity?.lastSignInDateTime ?? 'never';
    } catch (error) {
      if (error instanceof GraphRefusal) return 'unknown';
      throw error;
    }
  }
}
