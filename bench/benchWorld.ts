import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { botSettings } from '../sandbox/botSettings';
import { type Cloud, startCloud } from '../sandbox/cloud/startCloud';
import type { Conversation } from '../sandbox/teams/conversationBook';
import type { SandboxPerson } from '../sandbox/world/people';
import { stableGuid } from '../sandbox/world/stableGuid';
import { channelIssuer, createWorld, type World } from '../sandbox/world/world';
import { LightConnector } from './lightConnector';

/** The local world that every contender runs against: token issuer, Bot Connector, Graph and Key Vault, in this process. */
export interface BenchWorld {
  readonly world: World;
  /** Those who do this and nothing else: a person's open wizard would come into their `help`. */
  readonly crowds: Readonly<Record<Crowd, readonly SandboxPerson[]>>;
  readonly connector: LightConnector;
  /** As Teams sends: one token for an hour. */
  readonly channelToken: string;
  /** Environment of SecretBot's process with this data folder. */
  secretBotEnvironment(dataDir: string, settings?: Readonly<Record<string, string>>): Record<string, string>;
  /** Environment of an echo, whichever names its SDK reads. */
  echoEnvironment(): Record<string, string>;
  stop(): Promise<void>;
}

/** People who all do the same. */
export type Crowd = 'echo' | 'help' | 'wizard' | 'list' | 'reveal';

/** How many people take turns at once at most. */
const crowdSize = 64;

/** Starts the world with a crowd of its own, each with a few applications' worth of rights. */
export async function startBenchWorld(): Promise<BenchWorld> {
  const world = createWorld();
  const crowds = addCrowds(world);
  const connector = new LightConnector();
  const cloud = await startCloud(world, { connector: connector.handler });
  const workDir = mkdtempSync(join(tmpdir(), 'secretbot-bench-'));
  const { bot, tenant, serviceUrl } = world;
  return {
    world,
    crowds,
    connector,
    channelToken: world.channelTokens.issue({
      issuer: channelIssuer,
      audience: bot.appId,
      claims: { serviceurl: serviceUrl },
    }),
    secretBotEnvironment: (dataDir, settings) => ({
      ...botSettings(world, { dataDir, workDir, port: 0 }),
      ...cloud.environment(),
      SECRETBOT_SWEEP_SECONDS: '15',
      SECRETBOT_LOG_LEVEL: 'warn',
      ...settings,
    }),
    echoEnvironment: () => ({ ...echoNames(bot, tenant.id), ...cloud.environment() }),
    stop: () => stop(cloud, workDir),
  };
}

/** A personal chat, made without the simulator: nothing is kept of what is said there. */
export function chatOf(person: SandboxPerson): Conversation {
  const id = `a:${stableGuid(`chat ${person.key}`)}`;
  return { id, kind: 'personal', title: '', memberKeys: [person.key], installed: true, removed: false };
}

/** The same registration under the names of three SDKs. */
function echoNames(bot: World['bot'], tenantId: string): Record<string, string> {
  const { appId, password } = bot;
  return {
    MicrosoftAppId: appId,
    MicrosoftAppPassword: password,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: tenantId,
    clientId: appId,
    clientSecret: password,
    tenantId,
    CLIENT_ID: appId,
    CLIENT_SECRET: password,
    TENANT_ID: tenantId,
  };
}

function addCrowds(world: World): Record<Crowd, readonly SandboxPerson[]> {
  const crowd = (doing: Crowd): readonly SandboxPerson[] => crowdOf(world, doing);
  const crowds = {
    echo: crowd('echo'),
    help: crowd('help'),
    wizard: crowd('wizard'),
    list: crowd('list'),
    reveal: crowd('reveal'),
  };
  const people = Object.values(crowds).flat();
  (world.people as SandboxPerson[]).push(...people);
  world.application('Payroll API').ownerIds.push(...people.map(({ objectId }) => objectId));
  return crowds;
}

function crowdOf(world: World, doing: Crowd): readonly SandboxPerson[] {
  const pattern = world.person('alex');
  return Array.from({ length: crowdSize }, (_, index) => {
    const key = `${doing}${index}`;
    const name = { displayName: `Person ${index}`, givenName: 'Person', surname: String(index) };
    const mail = `${key}@${world.tenant.domain}`;
    const ids = { objectId: stableGuid(key), teamsId: `29:${stableGuid(`teams ${key}`)}` };
    return { ...pattern, ...name, ...ids, key, mail, userPrincipalName: mail };
  });
}

async function stop(cloud: Cloud, workDir: string): Promise<void> {
  await cloud.stop();
  rmSync(workDir, { recursive: true, force: true });
}
