import { resolve } from 'node:path';
import * as z from 'zod';
import { type AuditConfig, auditOf, auditSettings } from './config/audit';
import { type AzureSignIn, azureSignInFaults, azureSignInOf } from './config/azureSignIn';
import { type BotIdentity, identityFaults, identityOf, identitySettings } from './config/botIdentity';
import { type Cloud, cloudFaults, cloudOf, cloudSettings } from './config/clouds';
import { databaseScopeOf, databaseUrlFaults, databaseUrlSettings } from './config/databaseUrl';
import { decisionTimeFaults, decisionTimeSettings, decisionTimesOf } from './config/decisionTimes';
import { isContent, readLocations } from './config/locationsSetting';
import { processFaults } from './config/processSettings';
import { sealKeyFaults, sealKeySettings } from './config/sealKeys';
import { type TracingConfig, tracingFaults, tracingOf } from './config/tracing';
import { wholeNumber } from './config/wholeNumber';
import type { Sensitive } from './domain/sensitive';
import type { ApprovalTimes } from './domain/sharing/approvalTimes';
import type { Location } from './domain/vaulting/location';

/** Everything the operator decides, read once at start. */
export interface Config extends AuditConfig {
  readonly bot: BotIdentity;
  readonly cloud: Cloud;
  /** As whom Graph and Key Vault are asked. */
  readonly azureSignIn: AzureSignIn;
  /** The one tenant that is served, lower case. */
  readonly tenantId: string;
  readonly locations: readonly Location[];
  /** Where they were read from, unless the setting itself holds them. */
  readonly locationsFile?: string;
  /** The certificate that the bot signs in to Azure with, where it has one; read by the Azure SDK. */
  readonly azureCertificateFile?: string;
  readonly dataDir: string;
  /** PostgreSQL's address; `undefined` means the embedded database of the data folder. */
  readonly databaseUrl?: Sensitive;
  /** What the bot's token for the database is asked for, where it signs in there as itself, without a password. */
  readonly databaseScope?: string;
  /** 32 bytes in base64; `undefined` means the key files of the data folder. */
  readonly sealKey?: Sensitive;
  /** Keys that only open; none without `sealKey`. */
  readonly sealKeysBefore: readonly Sensitive[];
  readonly adminGroupId?: string;
  /** When a request that nobody decides is reminded of, goes to more people, and ends. */
  readonly approvalTimes: ApprovalTimes;
  /** The app's id in the organisation's app catalog; with it the bot installs itself for people it must reach. */
  readonly teamsAppId?: string;
  readonly logLevel: LogLevel;
  /** Left out where nobody wants traces. */
  readonly tracing?: TracingConfig;
  readonly host: string;
  readonly port: number;
  readonly sweepSeconds: number;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that is wrong with the configuration, each with what to do. Never says what a secret setting holds. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`SecretBot cannot start. Please mend its settings:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const guid = (advice: string) => z.guid(advice).transform((text) => text.toLowerCase());

/** One line for each setting. Names are the Bot Framework's own where it has them; `SECRETBOT_` are ours. */
const settings = z.object({
  MicrosoftAppId: guid(
    'must be the Application (client) ID of the bot registration, a GUID. Without it the bot would let anybody in',
  ),
  ...identitySettings,
  ...cloudSettings,
  MicrosoftAppTenantId: guid('must be the Directory (tenant) ID that the bot serves, a GUID'),
  SECRETBOT_LOCATIONS: z.string(
    'must be the path of the JSON file that lists the locations, or its content (see Locations in README.md)',
  ),
  ...databaseUrlSettings,
  AZURE_CLIENT_CERTIFICATE_PATH: z.string().optional(),
  // Whole, so that everything said of it says where it is.
  SECRETBOT_DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
  ...sealKeySettings,
  ...auditSettings,
  SECRETBOT_ADMIN_GROUP_ID: guid('must be the object ID of an Entra group, a GUID').optional(),
  ...decisionTimeSettings,
  SECRETBOT_TEAMS_APP_ID: guid(
    "must be SecretBot's ID in your organisation's app catalog, a GUID (see docs/install.md)",
  ).optional(),
  SECRETBOT_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  SECRETBOT_SWEEP_SECONDS: wholeNumber(1, 3600, 15),
  HOST: z.string().default('0.0.0.0'),
  PORT: wholeNumber(0, 65535, 3978),
});

/**
 * Reads the settings and the locations file. Calls nobody. `nodeSwitches` is how Node was started, `process.execArgv`.
 *
 * @throws ConfigError that names every fault at once.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  nodeSwitches: readonly string[] = [],
): Config {
  const given = givenOf(env, Object.keys(settings.shape));
  const faults: string[] = [];
  const parsed = settings.safeParse(given);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => sentenceOf(issue, given)));
  faults.push(...identityFaults(given), ...decisionTimeFaults(given));
  faults.push(...databaseUrlFaults(given), ...sealKeyFaults(given));
  faults.push(...cloudFaults(env), ...azureSignInFaults(env), ...tracingFaults(env));
  faults.push(...processFaults(env, nodeSwitches));
  const { vaultSuffix } = cloudOf(given['SECRETBOT_CLOUD']);
  const locations = readLocations(given['SECRETBOT_LOCATIONS'], vaultSuffix, faults);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return configOf(parsed.data, locations, tracingOf(env));
}

/** Every setting that is read. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** What the operator's tools need to know: where the data is. */
export type ToolConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'databaseScope' | 'azureSignIn' | keyof AuditConfig>;

const toolSettings = settings.pick({
  SECRETBOT_DATA_DIR: true,
  SECRETBOT_DATABASE_URL: true,
  SECRETBOT_CLOUD: true,
  SECRETBOT_AUDIT_KEY: true,
  SECRETBOT_AUDIT_HEADS: true,
  SECRETBOT_AUDIT_MINUTES: true,
});

/** Reads only what tools need, so that they run where the bot's other settings are missing. @throws ConfigError */
export function loadToolConfig(env: Readonly<Record<string, string | undefined>>): ToolConfig {
  const given = givenOf(env, Object.keys(toolSettings.shape));
  const parsed = toolSettings.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => sentenceOf(issue, given)));
  const { SECRETBOT_DATA_DIR: dataDir, SECRETBOT_DATABASE_URL: databaseUrl } = parsed.data;
  const { MicrosoftAppType: appType, MicrosoftAppId: appId } = givenOf(env, ['MicrosoftAppType', 'MicrosoftAppId']);
  const cloud = cloudOf(parsed.data.SECRETBOT_CLOUD);
  const azureSignIn = azureSignInOf(cloud, appType, appId);
  return Object.freeze({ dataDir, azureSignIn, ...databaseOf(databaseUrl, cloud), ...auditOf(parsed.data) });
}

function givenOf(env: Readonly<Record<string, string | undefined>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()]] : [])));
}

function configOf(
  values: z.output<typeof settings>,
  locations: readonly Location[],
  tracing: TracingConfig | undefined,
): Config {
  const cloud = cloudOf(values.SECRETBOT_CLOUD);
  const config: Config = {
    bot: Object.freeze(identityOf(values.MicrosoftAppId, values)),
    cloud,
    azureSignIn: azureSignInOf(cloud, values.MicrosoftAppType, values.MicrosoftAppId),
    tenantId: values.MicrosoftAppTenantId,
    locations,
    ...(!isContent(values.SECRETBOT_LOCATIONS) && { locationsFile: values.SECRETBOT_LOCATIONS }),
    ...(values.AZURE_CLIENT_CERTIFICATE_PATH && { azureCertificateFile: values.AZURE_CLIENT_CERTIFICATE_PATH }),
    dataDir: values.SECRETBOT_DATA_DIR,
    ...databaseOf(values.SECRETBOT_DATABASE_URL, cloud),
    ...(values.SECRETBOT_SEAL_KEY && { sealKey: values.SECRETBOT_SEAL_KEY }),
    sealKeysBefore: values.SECRETBOT_SEAL_KEYS_BEFORE,
    ...auditOf(values),
    ...(values.SECRETBOT_ADMIN_GROUP_ID && { adminGroupId: values.SECRETBOT_ADMIN_GROUP_ID }),
    approvalTimes: decisionTimesOf(values),
    ...(values.SECRETBOT_TEAMS_APP_ID && { teamsAppId: values.SECRETBOT_TEAMS_APP_ID }),
    logLevel: values.SECRETBOT_LOG_LEVEL,
    ...(tracing && { tracing }),
    host: values.HOST,
    port: values.PORT,
    sweepSeconds: values.SECRETBOT_SWEEP_SECONDS,
  };
  return Object.freeze(config);
}

function databaseOf(databaseUrl: Sensitive | undefined, cloud: Cloud): Pick<Config, 'databaseUrl' | 'databaseScope'> {
  const databaseScope = databaseScopeOf(databaseUrl, cloud);
  return { ...(databaseUrl && { databaseUrl }), ...(databaseScope && { databaseScope }) };
}

function sentenceOf(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  return name in given ? `${name} ${issue.message}` : `${name} is missing: it ${issue.message}`;
}
