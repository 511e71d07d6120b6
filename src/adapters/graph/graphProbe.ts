import * as z from 'zod';
import type { Application } from '../../domain/applications/application';
import { ProbeFailure } from '../probeFailure';
import { GraphApi, type GraphOptions } from './graphApi';
import { GraphApplications } from './graphApplications';
import { GraphRefusal } from './graphErrors';
import { isGuid, literal } from './graphText';

/** Microsoft Graph's own Application (client) ID, the same in every tenant. */
const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

const principal = z.object({
  id: z.string(),
  appId: z.string().nullish(),
  displayName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
});
const assignment = z.object({
  id: z.string(),
  appRoleId: z.string(),
  resourceId: z.string(),
  resourceDisplayName: z.string().nullish(),
});
const graphPrincipal = z.object({
  id: z.string(),
  appRoles: z.array(z.object({ id: z.string(), value: z.string().nullish() })),
});
const idAnswer = z.object({ id: z.string() });

/** One permission that an administrator granted to the bot's service principal. */
export interface Grant {
  /** Id of the assignment: what is deleted to take it back. */
  readonly id: string;
  /** The permission's name; its id where it is not one of Microsoft Graph's. */
  readonly permission: string;
  /** Whose permission it is, such as `Microsoft Graph`. */
  readonly of: string;
}

/** Ids that granting a permission of Microsoft Graph takes. */
export interface GrantIds {
  /** Object id of Microsoft Graph's service principal in this tenant. */
  readonly graphId: string;
  /** Id of each permission by its name. */
  readonly roles: ReadonlyMap<string, string>;
}

/** Looks at the directory for the operator's tools. All of it reads. Every method may throw ProbeFailure. */
export class GraphProbe {
  readonly #api: GraphApi;
  readonly #applications: GraphApplications;

  constructor(options: GraphOptions) {
    this.#api = new GraphApi(options);
    this.#applications = new GraphApplications(this.#api);
  }

  /** The service principal with this object id. @returns `undefined` if there is none. */
  principal(id: string): Promise<{ readonly name: string; readonly enabled: boolean } | undefined> {
    return looking(async () => {
      const path = `/servicePrincipals/${id}`;
      const found = await this.#api.find(principal, {
        path,
        query: { $select: 'id,appId,displayName,accountEnabled' },
      });
      return found && { name: found.displayName ?? '', enabled: found.accountEnabled !== false };
    });
  }

  /** What Microsoft Graph calls its application permissions, with their ids. */
  grantIds(): Promise<GrantIds> {
    return looking(async () => {
      const path = `/servicePrincipals(appId=${literal(GRAPH_APP_ID)})`;
      const found = await this.#api.find(graphPrincipal, { path, query: { $select: 'id,appRoles' } });
      if (!found) throw new ProbeFailure({ service: 'graph', status: 404, code: 'Request_ResourceNotFound' });
      return { graphId: found.id, roles: new Map(found.appRoles.map((role) => [role.value ?? '', role.id])) };
    });
  }

  /** What was granted to the service principal with this object id. Lags behind grants by minutes. */
  grants(id: string, { graphId, roles }: GrantIds): Promise<readonly Grant[]> {
    return looking(async () => {
      const names = new Map([...roles].map(([name, role]) => [role, name]));
      const rows = await this.#api.list(assignment, { path: `/servicePrincipals/${id}/appRoleAssignments` });
      return rows.map((row) => ({
        id: row.id,
        permission: (row.resourceId === graphId ? names.get(row.appRoleId) : undefined) ?? row.appRoleId,
        of: row.resourceId === graphId ? 'Microsoft Graph' : (row.resourceDisplayName ?? row.resourceId),
      }));
    });
  }

  /** Applications that this service principal owns, at most `limit`. */
  ownedBy(principalId: string, limit: number): Promise<readonly Application[]> {
    return looking(() => this.#applications.ownedByPrincipal(principalId, limit));
  }

  /** Applications that the text means: by client id, by object id, or by the beginning of the name; at most `limit`. */
  applications(text: string, limit: number): Promise<readonly Application[]> {
    return looking(async () => {
      if (!isGuid(text)) return this.#applications.inTenant(text, limit);
      const found = (await this.#applications.byAppId(text)) ?? (await this.#applications.byObjectId(text));
      return found ? [found] : [];
    });
  }

  /** Object ids of everybody who owns the application. */
  ownerIds(applicationId: string): Promise<readonly string[]> {
    return looking(() => this.#applications.ownerIds(applicationId));
  }

  /** Object id of one of the people who own the application. @returns `undefined` where only service principals do. */
  someOwner(applicationId: string): Promise<string | undefined> {
    return looking(async () => {
      const path = `/applications/${applicationId}/owners/microsoft.graph.user`;
      const query = { $select: 'id', $top: 1, $count: 'true' };
      const [first] = await this.#api.list(idAnswer, { path, query, eventual: true }, 1);
      return first?.id;
    });
  }

  /** Applications that a person owns, found as `create` finds them. */
  applicationsOf(personId: string, limit: number): Promise<readonly Application[]> {
    return looking(() => this.#applications.ownedBy(personId, '', limit));
  }
}

async function looking<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    const { status, code, requestId } = error.failure;
    throw new ProbeFailure({ service: 'graph', status, code, requestId });
  }
}
