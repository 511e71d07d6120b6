import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../world/world';
import type { TeamsSimulator } from './teamsSimulator';

/** Answers one HTTP request of the host it stands in for. */
export type HostHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Where the bot listens and what the stand-in calls itself. */
export interface TeamsOptions {
  /** The bot's messaging endpoint, e.g. `http://127.0.0.1:3978/api/messages`. May be set later by `Teams.connectBot`. */
  readonly botUrl?: string;
  /** The address that activities carry as `serviceUrl`; the host must be the one `connector` is served at. */
  readonly serviceUrl?: string;
}

/** Microsoft Teams as the bot and the people see it: the Bot Connector, the conversations and the page. */
export interface Teams {
  /** Bot Connector REST v3, to be served at smba.trafficmanager.net over TLS. */
  readonly connector: HostHandler;
  /** The page and its API, loopback only. */
  readonly page: HostHandler;
  /** The people's side of Teams, for tests and for the page's API. */
  readonly simulator: TeamsSimulator;
  /** Says where the bot listens; needed before anything is delivered. */
  connectBot(botUrl: string): void;
  /** Installs the app everywhere the seed says, as Teams does when an administrator deploys it. Once, when the bot is ready. */
  installEverywhere(): Promise<void>;
  /** Ends open event streams, so that the HTTP servers can close. */
  close(): void;
}

/** Makes the Teams of one world. Nothing listens yet: `sandbox/main.ts` serves the handlers. */
export declare function createTeams(world: World, options: TeamsOptions): Teams;
