import * as z from 'zod';
import type { Application, Credential } from '../../domain/applications/application';
import type { GraphApi } from './graphApi';
import { whenMissing } from './graphErrors';
import { isGuid, literal } from './graphText';

const APPLICATION_FIELDS = 'id,appId,displayName,signInAudience,createdDateTime';

const applicationAnswer = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string(),
  signInAudience: z.string().nullish(),
  createdDateTime: z.coerce.date(),
});

const credentialAnswer = z.object({
  keyId: z.string(),
  displayName: z.string().nullish(),
  hint: z.string().nullish(),
  startDateTime: z.coerce.date(),
  endDateTime: z.coerce.date(),
});

const credentialsAnswer = z.object({ passwordCredentials: z.array(credentialAnswer) });
const idAnswer = z.object({ id: z.string() });

/** A credential as Graph gives it, without the value. */
export type CredentialAnswer = z.infer<typeof credentialAnswer>;

/** What Graph says of applications: finding, searching, owners and credentials. All of it reads. */
export class GraphApplications {
  readonly #api: GraphApi;

  constructor(api: GraphApi) {
    this.#api = api;
  }

  async byObjectId(objectId: string): Promise<Application | undefined> {
    if (!isGuid(objectId)) return undefined;
    return this.#find(`/applications/${objectId}`);
  }

  async byAppId(appId: string): Promise<Application | undefined> {
    if (!isGuid(appId)) return undefined;
    return this.#find(`/applications(appId=${literal(appId)})`);
  }

  /** A person owns at most a few hundred registrations, so all are read and matched here. */
  async ownedBy(personId: string, query: string, limit: number): Promise<readonly Application[]> {
    if (!isGuid(personId)) return [];
    const owned = this.#api.list(applicationAnswer, {
      path: `/users/${personId}/ownedObjects/microsoft.graph.application`,
      query: { $select: APPLICATION_FIELDS, $top: 999, $count: 'true' },
      eventual: true,
    });
    const rows = await owned.catch(whenMissing([]));
    return rows
      .map(toApplication)
      .filter((one) => starts(one.displayName, query) || starts(one.appId, query))
      .sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'))
      .slice(0, limit);
  }

  /** Applications that a service principal owns, at most `limit`. */
  async ownedByPrincipal(principalId: string, limit: number): Promise<readonly Application[]> {
    const path = `/servicePrincipals/${principalId}/ownedObjects/microsoft.graph.application`;
    const query = { $select: APPLICATION_FIELDS, $top: limit, $count: 'true' };
    return (await this.#api.list(applicationAnswer, { path, query, eventual: true }, limit)).map(toApplication);
  }

  /** Entra can't search the beginning of a client id over a whole tenant, so only a complete one finds. */
  async inTenant(query: string, limit: number): Promise<readonly Application[]> {
    const filter = isGuid(query) ? `appId eq ${literal(query)}` : `startswith(displayName,${literal(query)})`;
    const rows = await this.#api.list(
      applicationAnswer,
      {
        path: '/applications',
        query: {
          $select: APPLICATION_FIELDS,
          ...(query === '' ? {} : { $filter: filter }),
          $orderby: 'displayName',
          $top: limit,
          $count: 'true',
        },
        eventual: true,
      },
      limit,
    );
    return rows.map(toApplication);
  }

  /** @returns `undefined` when there is no such application. */
  async credentials(applicationId: string): Promise<readonly Credential[] | undefined> {
    if (!isGuid(applicationId)) return undefined;
    const answer = await this.#api.find(credentialsAnswer, {
      path: `/applications/${applicationId}`,
      query: { $select: 'id,passwordCredentials' },
    });
    return answer?.passwordCredentials.map(toCredential);
  }

  async ownerIds(applicationId: string): Promise<readonly string[]> {
    const path = `/applications/${applicationId}/owners`;
    return (await this.#api.list(idAnswer, { path, query: { $select: 'id' } })).map((one) => one.id);
  }

  async #find(path: string): Promise<Application | undefined> {
    const answer = await this.#api.find(applicationAnswer, { path, query: { $select: APPLICATION_FIELDS } });
    return answer && toApplication(answer);
  }
}

/** The domain's view of a credential; `secretText` is not in it. */
export function toCredential({ keyId, displayName, hint, startDateTime, endDateTime }: CredentialAnswer): Credential {
  return {
    keyId,
    ...(displayName ? { displayName } : {}),
    ...(hint ? { hint } : {}),
    startsAt: startDateTime,
    expiresAt: endDateTime,
  };
}

function toApplication(answer: z.infer<typeof applicationAnswer>): Application {
  return {
    objectId: answer.id,
    appId: answer.appId,
    displayName: answer.displayName,
    allowsPersonalAccounts: answer.signInAudience?.includes('PersonalMicrosoftAccount') ?? false,
    createdAt: answer.createdDateTime,
  };
}

function starts(text: string, query: string): boolean {
  return text.toLowerCase().startsWith(query.toLowerCase());
}
