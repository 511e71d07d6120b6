import type { TokenCredential } from '@azure/identity';
import type { Logger } from 'pino';
import type { HeadExport } from './adapters/audit/headExport';
import { azureCredential } from './adapters/azureCredential';
import { auditKeyFrom } from './adapters/crypto/auditKey';
import { AesSealer } from './adapters/crypto/sealer';
import { sealKeysFrom } from './adapters/crypto/sealKey';
import { sealKeysOfFolder } from './adapters/crypto/sealKeyFiles';
import { refuseOpenFiles } from './adapters/fileModes';
import { GraphAppInstaller } from './adapters/graph/graphAppInstaller';
import { GraphDirectory } from './adapters/graph/graphDirectory';
import { KeyVaultVault } from './adapters/keyVault/keyVaultVault';
import { MemoryLimiter } from './adapters/limiter/memoryLimiter';
import { createLogger } from './adapters/logger';
import { observedCredential } from './adapters/observedCredential';
import { rememberedTokens } from './adapters/rememberedTokens';
import { type Database, openDatabase } from './adapters/storage/openDatabase';
import { ClockPauses, RandomIds, SystemClock } from './adapters/system';
import { BotConnector } from './adapters/teams/botConnector';
import { botToken } from './adapters/teams/botToken';
import { MessageBook } from './adapters/teams/messageBook';
import { PrivateDelivery } from './adapters/teams/privateDelivery';
import { TargetedOutcomes } from './adapters/teams/targetedOutcomes';
import { TeamsChat } from './adapters/teams/teamsChat';
import { TeamsMessages } from './adapters/teams/teamsMessages';
import { BackgroundWork } from './bot/backgroundWork';
import { Endpoint } from './bot/endpoint';
import { FaultLog } from './bot/faultLog';
import type { Gate } from './bot/gate';
import { SecretBot } from './bot/secretBot';
import { isTeamsServiceUrl } from './bot/serviceUrls';
import { SweepRuns } from './bot/sweepRuns';
import { TeamsAdapter } from './bot/teamsAdapter';
import { compileCards } from './cards/renderCard';
import { headExportOver, headsFileOf } from './compose/auditOperations';
import { botCredentialsOf } from './compose/botSignIn';
import { databaseTokenOf } from './compose/databaseToken';
import { gateOf } from './compose/gateOf';
import { operationsOver } from './compose/operations';
import { stopInOrder } from './compose/stop';
import type { Config } from './config';
import { ControlServer } from './control/controlServer';
import { WizardExpiry } from './dialogs/wizardExpiry';
import { WizardRunner } from './dialogs/wizardRunner';
import { domainOver, type World } from './domain/domain';
import type { OutboxWorker } from './domain/notices/outboxWorker';
import type { Clock } from './domain/ports';
import { BotServer } from './server';
import { Metrics } from './telemetry/metrics';
import { observedStore } from './telemetry/observedStore';
import { Telemetry } from './telemetry/telemetry';
import { NO_TRACES, type Tracer } from './telemetry/tracer';

/** The whole bot, put together and not started. */
export interface App {
  readonly server: BotServer;
  /** Answers the operator's tools, on a socket in the data folder. */
  readonly control: ControlServer;
  readonly logger: Logger;
  /** Makes ready what turns need and a start does not wait for: once the port is open. */
  warmUp(): Promise<void>;
  /** One pass of everything that no click looks after. Never throws; what failed is logged. */
  sweep(): Promise<void>;
  /** Refuses new turns, waits for what is under way but not longer than the limit, and closes everything. */
  stop(limitMs: number): Promise<void>;
}

/** What everything else is made with. */
interface Base {
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: RandomIds;
  readonly logger: Logger;
  readonly faults: FaultLog;
  readonly telemetry: Telemetry;
  readonly gate: Gate;
  readonly database: Database;
  readonly credential: TokenCredential;
  /** Set once the process is to end. */
  readonly ending: { begun: boolean };
  readonly targeted: TargetedOutcomes;
}

/**
 * Wires domain and adapters together. Opens the database; calls no third party, but for Entra where the database wants
 * a token of it. Spans go to `tracer`.
 *
 * @throws DatabaseError, KeyError, FileModeError with what the operator can do.
 */
export async function compose(config: Config, tracer: Tracer = NO_TRACES): Promise<App> {
  refuseOpenFiles({ locations: config.locationsFile, certificate: config.azureCertificateFile });
  const { dataDir, databaseUrl: url } = config;
  const auditKey = config.auditKey && auditKeyFrom(config.auditKey);
  const ownCredential = azureCredential(config.azureSignIn);
  const token = databaseTokenOf(config, ownCredential);
  const machine = new SystemClock();
  const opened = await openDatabase({ dataDir, url, token, clock: machine, auditKey });
  const { clock } = opened;
  const ids = new RandomIds();
  const logger = createLogger({ level: config.logLevel });
  const telemetry = new Telemetry({ metrics: new Metrics(), tracer, logger });
  tracer.onLost(() => logger.warn('traces could not be sent: their collector does not take them'));
  const faults = new FaultLog({ logger, count: () => telemetry.fault() });
  const database = { ...opened, store: observedStore(opened.store, telemetry) };
  const credential = rememberedTokens(observedCredential(ownCredential, telemetry), machine);
  const gate = gateOf(config, credential, clock);
  const ending = { begun: false };
  const targeted = new TargetedOutcomes();
  const base = { config, clock, ids, logger, faults, telemetry, gate, database, credential, ending, targeted };
  const heads = headExportOver(base);
  // Before anything is written: it looks at what the last run left.
  await heads.begin();
  const teams = teamsOver(base);
  const domain = domainOver(worldOf(base, teams.chat));
  const restoredFrom = await domain.afterRestore.settle();
  if (restoredFrom)
    logger.warn({ reason: restoredFrom.toISOString() }, 'restored from a backup: see docs/operating/backup.md');
  const storage = database.botStorage;
  const wizard = new WizardRunner({ ...domain, storage, ids });
  const expiry = new WizardExpiry({ storage, ids, store: database.store });
  const memory = database.chatReferences;
  const { delivery: replies, chat: messages } = teams;
  const bot = new SecretBot({ ...domain, wizard, replies, messages, memory, faults, clock });
  const background = new BackgroundWork({ faults, telemetry });
  const adapter = new TeamsAdapter(gate);
  const endpoint = new Endpoint({ gate, adapter, bot, background, faults, logger, telemetry, clock });
  const sweeps = [() => heads.sweep(), () => expiry.sweep(clock.now()), () => domain.sweeper.sweep()];
  return appOf(base, { endpoint, background, sweeps, outbox: domain.outbox, heads });
}

function worldOf({ config, logger, telemetry: calls, clock, ids, ...base }: Base, chat: TeamsChat): World {
  const { database, credential, ending } = base;
  return {
    directory: new GraphDirectory({ url: config.cloud.graphUrl, credential, logger, calls }),
    vault: new KeyVaultVault({ credential, logger, calls }),
    store: database.store,
    sealer: sealerOf(config, logger),
    chat,
    clock,
    ids,
    pauses: new ClockPauses(clock),
    limiter: new MemoryLimiter(),
    locations: config.locations,
    adminGroupId: config.adminGroupId,
    tenantId: config.tenantId,
    approvalTimes: config.approvalTimes,
    stopping: () => ending.begun,
  };
}

function sealerOf({ sealKey, sealKeysBefore, dataDir }: Config, logger: Logger): AesSealer {
  const keys = sealKey ? sealKeysFrom(sealKey, sealKeysBefore) : sealKeysOfFolder(dataDir);
  return new AesSealer(keys, (keyId) =>
    logger.error({ keyId }, 'a value waits that was sealed with a key that is not here; see docs/operating/keys.md'),
  );
}

function teamsOver({ config, targeted, database, clock, logger, telemetry: calls, credential }: Base) {
  const { bot, teamsAppId, cloud } = config;
  const botAppId = bot.appId;
  const references = database.chatReferences;
  const isAllowed = (serviceUrl: string) => isTeamsServiceUrl(serviceUrl, cloud.channel.serviceHosts);
  const token = botToken(botCredentialsOf(config, credential), botAppId, cloud.channel.audience);
  const connector = new BotConnector({ token, isAllowed });
  const messages = new TeamsMessages({ connector, botAppId, clock, logger, calls, targeted });
  const book = new MessageBook({ messages, references, clock });
  const graph = { url: cloud.graphUrl, credential, logger, calls };
  const installer = teamsAppId && new GraphAppInstaller({ ...graph, teamsAppId });
  const delivery = new PrivateDelivery({ messages, references, book, botAppId, ...(installer && { installer }) });
  return { delivery, chat: new TeamsChat({ messages, delivery, references, book, clock }) };
}

interface Parts {
  readonly endpoint: Endpoint;
  readonly background: BackgroundWork;
  readonly sweeps: readonly (() => Promise<void>)[];
  readonly outbox: OutboxWorker;
  readonly heads: HeadExport;
}

function appOf({ config, database, faults, logger, telemetry, ending, targeted }: Base, parts: Parts): App {
  const { endpoint, background, sweeps, outbox, heads } = parts;
  const server = new BotServer({
    endpoint,
    ready: () => database.isReady(),
    figures: () => database.figures(),
    auditIntact: () => heads.isIntact,
    metrics: telemetry.deps.metrics,
  });
  const runs = new SweepRuns({ sweeps, faults, telemetry, stopping: () => ending.begun });
  const control = new ControlServer({
    operations: operationsOver({ database, heads: headsFileOf(config), targeted }),
    faults,
  });
  return {
    server,
    control,
    logger,
    warmUp: () => compileCards(),
    sweep: () => runs.once(),
    stop: (limitMs) => {
      ending.begun = true;
      const { tracer } = telemetry.deps;
      return stopInOrder({ server, control, background, runs, outbox, heads, database, tracer, logger }, limitMs);
    },
  };
}
