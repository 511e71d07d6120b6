import { randomBytes } from 'node:crypto';
import { type SandboxApplication, seedApplications } from './applications';
import type { BotSignIn } from './botSignIn';
import { type CloudAddresses, clouds, type SandboxCloudName } from './cloudAddresses';
import { type SandboxConversations, seedConversations } from './conversations';
import { crowdApplications, crowdPeople } from './crowd';
import { Faults } from './faults';
import { type Installations, installedForNobody } from './installations';
import { Journal } from './journal';
import { type SandboxLocation, seedLocations, seedVaults } from './locations';
import { type SandboxGroup, type SandboxPerson, seedGroups, seedPeople } from './people';
import { type SandboxPolicies, seedPolicies } from './policies';
import { signingKey } from './signingKeys';
import { stableGuid } from './stableGuid';
import { Tokens } from './tokens';
import type { SandboxVault } from './vaults';
import { WorldClock } from './worldClock';

/** What differs between worlds. */
export interface WorldOptions {
  /** Microsoft's cloud that the tenant is in; the public one when left out. Nothing of any other cloud is served. */
  readonly cloud?: SandboxCloudName;
  /** How many more people there are, each with an application: for load. */
  readonly crowd?: number;
  /** Part of every value that Entra generates here; tests search for it everywhere. */
  readonly secretMarker?: string;
  /** File that the journal appends to, or a folder for one file each; the sandbox takes it from SANDBOX_JOURNAL. */
  readonly journalFile?: string;
}

/** The bot's registration in Entra and with the Bot Framework. */
export interface SandboxBot {
  readonly name: string;
  readonly appId: string;
  /** Password of the registration, made at start: the bot signs in with it. */
  readonly password: string;
  /** How the bot's process is told to sign in; Entra takes nothing else then. */
  signIn: BotSignIn;
  readonly servicePrincipalId: string;
  /** `28:<app id>`, as Teams names a bot. */
  readonly teamsId: string;
  /** The app's id in the organisation's app catalog. */
  readonly catalogId: string;
  /** Application permissions that its tokens for Microsoft Graph carry. */
  roles: readonly string[];
  /** Those that are granted to it; the same unless a test says that tokens do not have them yet, or still have them. */
  grantedRoles?: readonly string[];
  /** Application permissions of other services that are granted to it: name of the service, name of the permission. */
  otherGrants: readonly (readonly [service: string, permission: string])[];
  /** Whether its service principal is there, and may sign in. */
  principal: 'enabled' | 'disabled' | 'missing';
}

/** The way from the internet to the bot, at `host`. */
export interface FrontDoor {
  readonly host: string;
  /** Address of the bot behind it; `undefined` while there is none. */
  target?: string;
  /** What it lets through: Teams' messages, or everything there is. */
  passes: 'messages' | 'everything';
}

/** Everything there is in the sandbox. One per process; the stand-ins are views of it. */
export interface World {
  readonly cloud: CloudAddresses;
  readonly tenant: { readonly id: string; readonly name: string; readonly domain: string };
  readonly bot: SandboxBot;
  readonly people: readonly SandboxPerson[];
  readonly groups: readonly SandboxGroup[];
  readonly adminGroupId: string;
  readonly applications: SandboxApplication[];
  readonly policies: SandboxPolicies;
  readonly locations: readonly SandboxLocation[];
  readonly vaults: readonly SandboxVault[];
  readonly conversations: SandboxConversations;
  /** Address of the Bot Connector, as activities carry it. */
  readonly serviceUrl: string;
  readonly clock: WorldClock;
  readonly faults: Faults;
  /** Entra's tokens: what the bot gets, and shows to Graph, Key Vault and the Bot Connector. */
  readonly tokens: Tokens;
  /** The Bot Framework's tokens: what Teams shows to the bot. */
  readonly channelTokens: Tokens;
  readonly journal: Journal;
  readonly frontDoor: FrontDoor;
  secretMarker: string;
  /** Ends the bot's process whose requests come from this address at once (SIGKILL), for the fault `bot_dies`. Set by whoever started the bot. */
  killBot: (address?: string) => Promise<void>;
  /** For whom the app is installed; Teams keeps this where there is Teams. */
  installations: Installations;
  /** @throws when there is nobody with this key */
  person(key: string): SandboxPerson;
  /** By display name as seeded. @throws when there is none */
  application(key: string): SandboxApplication;
  /** Issuer of Entra's tokens. */
  readonly entraIssuer: string;
}

/** Audiences and issuer of the tokens in the public cloud, where most tests are. */
export const { audiences, channelIssuer } = clouds.Public;

/** Application permissions that the bot has at first: those that it needs. */
export const botRoles: readonly string[] = [
  'Application.Read.All',
  'Application.ReadWrite.OwnedBy',
  'AuditLog.Read.All',
  'GroupMember.Read.All',
  'Policy.Read.ApplicationConfiguration',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'User.Read.All',
];

/** Makes a fresh Contoso. The worlds of one process share their signing keys and nothing else. */
export function createWorld(options: WorldOptions = {}): World {
  const tenant = { id: stableGuid('tenant'), name: 'Contoso', domain: 'contoso.example' };
  const clock = new WorldClock();
  const crowd = crowdPeople(options.crowd ?? 0, tenant.domain);
  const people = [...seedPeople(tenant.domain), ...crowd];
  const person = (key: string): SandboxPerson => found(people, key);
  const applications = [...seedApplications(people, clock.now()), ...crowdApplications(crowd, clock.now())];
  const cloud = clouds[options.cloud ?? 'Public'];
  const approvers = { administrator: person('nora').objectId, officer: person('priya').objectId };
  const locations = seedLocations(approvers, cloud.vaultSuffix);
  const world: World = {
    cloud,
    tenant,
    bot: newBot(),
    people,
    groups: seedGroups(people),
    adminGroupId: stableGuid('group administrators'),
    applications,
    policies: seedPolicies(),
    locations,
    vaults: seedVaults(locations),
    conversations: seedConversations(people),
    serviceUrl: `https://${cloud.connectorHost}/emea/${tenant.id}/`,
    clock,
    faults: new Faults(),
    tokens: new Tokens(clock, signingKey('entra')),
    channelTokens: new Tokens(clock, signingKey('channel')),
    journal: new Journal(options.journalFile, () => world.secretMarker),
    frontDoor: { host: `secretbot.${tenant.domain}`, passes: 'messages' },
    secretMarker: options.secretMarker ?? 'CANARY',
    killBot: () => Promise.resolve(),
    installations: installedForNobody(),
    person,
    application: (key) => found(applications, key),
    entraIssuer: `${cloud.tokenIssuer}/${tenant.id}/`,
  };
  return world;
}

function newBot(): SandboxBot {
  const appId = stableGuid('bot client');
  return {
    name: 'SecretBot',
    appId,
    password: randomBytes(30).toString('base64url'),
    signIn: { how: 'password' },
    servicePrincipalId: stableGuid('bot service principal'),
    teamsId: `28:${appId}`,
    catalogId: stableGuid('app in the catalog'),
    roles: botRoles,
    otherGrants: [],
    principal: 'enabled',
  };
}

function found<T extends { readonly key: string }>(things: readonly T[], key: string): T {
  const thing = things.find((candidate) => candidate.key === key);
  if (!thing) {
    throw new Error(`The sandbox has no "${key}". It has: ${things.map((candidate) => candidate.key).join(', ')}.`);
  }
  return thing;
}
