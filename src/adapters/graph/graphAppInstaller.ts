import * as z from 'zod';
import type { AppInstaller, Installation } from '../teams/appInstaller';
import { GraphApi, type GraphOptions } from './graphApi';
import { GraphRefusal, isConcurrency, readError } from './graphErrors';
import { isGuid, literal } from './graphText';

const installation = z.object({ id: z.string() });
const chat = z.object({ id: z.string() });

/** How to reach Graph, and the app's id in the organisation's catalog. */
export interface GraphAppInstallerOptions extends GraphOptions {
  readonly teamsAppId: string;
}

/**
 * Installs the bot's app for people through Microsoft Graph, as the bot itself. Needs the application permission
 * `TeamsAppInstallation.ReadWriteSelfForUser.All`, the app in the organisation's catalog, and `webApplicationInfo` in
 * its manifest.
 *
 * @see https://learn.microsoft.com/graph/api/userteamwork-post-installedapps
 */
export class GraphAppInstaller implements AppInstaller {
  readonly #api: GraphApi;
  readonly #app: string;
  readonly #teamsAppId: string;

  constructor({ teamsAppId, ...options }: GraphAppInstallerOptions) {
    this.#api = new GraphApi(options);
    this.#app = `${new URL(options.url).origin}/v1.0/appCatalogs/teamsApps/${teamsAppId}`;
    this.#teamsAppId = teamsAppId;
  }

  async install(personId: string): Promise<Installation> {
    if (!isGuid(personId)) return 'refused';
    try {
      const isThere = await this.#add(personId);
      if (!isThere) return 'refused';
      return (await this.#hasChat(personId)) ? 'ready' : 'under_way';
    } catch (error) {
      throw error instanceof GraphRefusal ? readError(error) : error;
    }
  }

  /** @returns false where the person may not have the app, is unknown, or the app is not in the catalog. */
  async #add(personId: string): Promise<boolean> {
    try {
      await this.#api.write(`/users/${personId}/teamwork/installedApps`, { 'teamsApp@odata.bind': this.#app });
      return true;
    } catch (error) {
      if (!(error instanceof GraphRefusal) || isConcurrency(error.failure)) throw error;
      if (error.failure.status === 409) return true;
      if ([400, 403, 404].includes(error.failure.status)) return false;
      throw error;
    }
  }

  /** The chat comes some seconds after the app; until then Graph knows none. */
  async #hasChat(personId: string): Promise<boolean> {
    const path = `/users/${personId}/teamwork/installedApps`;
    const query = { $expand: 'teamsApp', $filter: `teamsApp/id eq ${literal(this.#teamsAppId)}` };
    const [own] = await this.#api.list(installation, { path, query }, 1);
    if (!own) return false;
    return (await this.#api.find(chat, { path: `${path}/${encodeURIComponent(own.id)}/chat` })) !== undefined;
  }
}
