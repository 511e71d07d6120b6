import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { ConfigError, loadConfig, loadToolConfig } from '../src/config';
import { cloudOf } from '../src/config/clouds';
import { keyText } from './support/keys';

const APP_ID = 'AAAAAAAA-0000-4000-8000-000000000001';
const TENANT = '11111111-0000-4000-8000-000000000001';
const GROUP = '55555555-0000-4000-8000-000000000001';
const PASSWORD = 'not-a-real-password';
const PRIVATE_KEY = '-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----';
const SEAL_KEY = keyText();
const PROD = { id: 'prod', name: 'Production', vaultUrl: 'https://contoso-prod.vault.azure.net' };

describe('the settings', () => {
  let folder: string;
  let locations: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-config-'));
    locations = join(folder, 'locations.json');
    writeFileSync(locations, JSON.stringify([PROD]));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const env = (changes: Record<string, string | undefined> = {}) => ({
    MicrosoftAppId: APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppPassword: PASSWORD,
    MicrosoftAppTenantId: TENANT,
    SECRETBOT_LOCATIONS: locations,
    ...changes,
  });
  const faultsOf = (changes: Record<string, string | undefined>): readonly string[] => {
    try {
      loadConfig(env(changes));
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };
  const withLocations = (content: unknown) => {
    writeFileSync(locations, typeof content === 'string' ? content : JSON.stringify(content));
    return faultsOf({});
  };

  it('may say under which key the audit is chained, and where its heads go and how often', () => {
    const AUDIT = {
      SECRETBOT_AUDIT_KEY: keyText('audit'),
      SECRETBOT_AUDIT_HEADS: '/heads',
      SECRETBOT_AUDIT_MINUTES: '60',
    };
    const { auditKey, auditHeads, auditMinutes } = loadConfig(env(AUDIT));
    expect([auditKey?.expose(), auditHeads, auditMinutes]).toEqual([keyText('audit'), '/heads', 60]);
    expect(loadToolConfig(AUDIT)).toMatchObject({ auditKey: expect.anything(), auditHeads: '/heads' });
    const database = { SECRETBOT_DATABASE_URL: 'postgres://b@c.postgres.database.azure.com/d?sslmode=verify-full' };
    expect(loadToolConfig({ ...database, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppId: 'a' })).toMatchObject({
      databaseScope: cloudOf('Public').databaseScope,
      azureSignIn: { managedIdentity: 'a' },
    });
    const weak = { ...AUDIT, SECRETBOT_AUDIT_KEY: Buffer.alloc(32).toString('base64') };
    expect(() => loadConfig(env(weak))).toThrow(/SECRETBOT_AUDIT_KEY must be made at random/);
    expect(() => loadConfig(env({ SECRETBOT_AUDIT_MINUTES: '0' }))).toThrow(/SECRETBOT_AUDIT_MINUTES must be a whole/);
  });

  it('need five lines, and the rest has defaults', () => {
    expect(loadConfig(env())).toEqual({
      auditMinutes: 5,
      bot: { appId: APP_ID.toLowerCase(), appType: 'SingleTenant', password: expect.anything() },
      tenantId: TENANT,
      locations: [{ ...PROD, approvers: [], approvals: 1, allowGuests: false, maxGrantHours: 24 }],
      locationsFile: locations,
      dataDir: resolve('.data'),
      approvalTimes: { remindAfterHours: 4, escalateAfterHours: 8, decideWithinHours: 48 },
      cloud: cloudOf('Public'),
      azureSignIn: { authority: 'https://login.microsoftonline.com' },
      logLevel: 'info',
      host: '0.0.0.0',
      port: 3978,
      sealKeysBefore: [],
      sweepSeconds: 15,
    });
  });

  it('are all read', () => {
    const config = loadConfig(
      env({
        SECRETBOT_DATA_DIR: '/var/lib/secretbot',
        SECRETBOT_SEAL_KEY: SEAL_KEY,
        SECRETBOT_ADMIN_GROUP_ID: GROUP,
        SECRETBOT_REMIND_AFTER_HOURS: '1',
        SECRETBOT_ESCALATE_AFTER_HOURS: '2',
        SECRETBOT_DECIDE_WITHIN_HOURS: '24',
        SECRETBOT_TEAMS_APP_ID: APP_ID,
        SECRETBOT_LOG_LEVEL: 'warn',
        SECRETBOT_SWEEP_SECONDS: '60',
        HOST: '127.0.0.1',
        PORT: ' 0 ',
      }),
    );
    expect(config).toMatchObject({
      dataDir: '/var/lib/secretbot',
      adminGroupId: GROUP,
      approvalTimes: { remindAfterHours: 1, escalateAfterHours: 2, decideWithinHours: 24 },
      teamsAppId: APP_ID.toLowerCase(),
      logLevel: 'warn',
      sweepSeconds: 60,
      host: '127.0.0.1',
      port: 0,
    });
    expect(config.sealKey?.expose()).toBe(SEAL_KEY);
  });

  it('may hold the locations themselves instead of the path of a file', () => {
    const SECRETBOT_LOCATIONS = JSON.stringify([PROD]);
    const config = loadConfig(env({ SECRETBOT_LOCATIONS }));
    expect(config.locations).toMatchObject([PROD]);
    expect(config).not.toHaveProperty('locationsFile');
    expect(faultsOf({ SECRETBOT_LOCATIONS: '[{' })).toEqual(['SECRETBOT_LOCATIONS: this is not JSON']);
  });

  it('name one cloud for everything: vaults of another are refused', () => {
    const vaultUrl = 'https://contoso-prod.vault.usgovcloudapi.net';
    expect(withLocations([{ ...PROD, vaultUrl }])).toEqual([
      'SECRETBOT_LOCATIONS: location 1, vaultUrl: must be the address of a Key Vault, https://<name>.vault.azure.net',
    ]);
    const config = loadConfig(env({ SECRETBOT_CLOUD: 'USGov' }));
    expect(config.cloud).toBe(cloudOf('USGov'));
    expect(config.azureSignIn).toEqual({ authority: 'https://login.microsoftonline.us' });
    expect(config.locations).toMatchObject([{ vaultUrl }]);
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig(env());
    expect([config, config.bot, config.approvalTimes, config.locations[0]].every(Object.isFrozen)).toBe(true);
  });

  it('never show a secret, printed in any way', () => {
    const config = loadConfig(env({ SECRETBOT_SEAL_KEY: SEAL_KEY }));
    const printed = [JSON.stringify(config), inspect(config, { depth: null, showHidden: true })].join();
    expect(printed).not.toContain(PASSWORD);
    expect(printed).not.toContain(SEAL_KEY);
    expect(config.bot).toHaveProperty('password');
  });

  it('name every fault at once, each with what to do', () => {
    expect(
      faultsOf({
        MicrosoftAppId: '',
        MicrosoftAppType: 'MultiTenant',
        MicrosoftAppPassword: undefined,
        MicrosoftAppTenantId: 'contoso.com',
        SECRETBOT_LOCATIONS: undefined,
        SECRETBOT_CLOUD: 'usgov',
        SECRETBOT_REMIND_AFTER_HOURS: '0',
        SECRETBOT_ESCALATE_AFTER_HOURS: '721',
        SECRETBOT_DECIDE_WITHIN_HOURS: '2d',
        SECRETBOT_TEAMS_APP_ID: 'secretbot',
        SECRETBOT_SEAL_KEY: 'short',
        SECRETBOT_DATABASE_URL: 'mysql://localhost/secretbot',
        PORT: '70000',
      }),
    ).toEqual([
      'MicrosoftAppId is missing: it must be the Application (client) ID of the bot registration, a GUID. Without it the bot would let anybody in',
      'MicrosoftAppType must be SingleTenant or UserAssignedMSI; new bots cannot be MultiTenant any more',
      'SECRETBOT_CLOUD must be one of Public, USGov, USGovDoD, China',
      'MicrosoftAppTenantId must be the Directory (tenant) ID that the bot serves, a GUID',
      'SECRETBOT_LOCATIONS is missing: it must be the path of the JSON file that lists the locations, or its content (see Locations in README.md)',
      'SECRETBOT_DATABASE_URL must be postgres://<user>:<password>@<host>:<port>/<database>; without it SecretBot uses a database of its own',
      'SECRETBOT_SEAL_KEY must be 32 bytes in base64; make one with: openssl rand -base64 32',
      'SECRETBOT_REMIND_AFTER_HOURS must be a whole number of hours from 1 to 720',
      'SECRETBOT_ESCALATE_AFTER_HOURS must be a whole number of hours from 1 to 720',
      'SECRETBOT_DECIDE_WITHIN_HOURS must be a whole number of hours from 1 to 720',
      "SECRETBOT_TEAMS_APP_ID must be SecretBot's ID in your organisation's app catalog, a GUID (see docs/install.md)",
      'PORT must be a whole number from 0 to 65535',
      'MicrosoftAppPassword is missing: a SingleTenant bot needs the client secret of its registration, or CertificateThumbprint and CertificatePrivateKey',
      'SECRETBOT_AUDIT_KEY is missing: with SECRETBOT_DATABASE_URL it must be given, the same to every replica; make one with: openssl rand -base64 32',
    ]);
  });

  it('say the faults in the message, but never what a secret setting holds', () => {
    const secret = 'c2VhbC1rZXktdGhhdC1pcy10b28tc2hvcnQ=';
    expect(() => loadConfig(env({ SECRETBOT_SEAL_KEY: secret, PORT: 'x' }))).toThrow(
      /cannot start.*\n {2}- SECRETBOT_SEAL_KEY must.*\n {2}- PORT must/,
    );
    expect(faultsOf({ SECRETBOT_SEAL_KEY: secret, PORT: 'x' }).join()).not.toContain(secret);
  });

  it('take the seal keys that only open, in a list', () => {
    const before = [keyText('one'), keyText('two')];
    const config = loadConfig(env({ SECRETBOT_SEAL_KEY: SEAL_KEY, SECRETBOT_SEAL_KEYS_BEFORE: before.join(' , ') }));
    expect(config.sealKeysBefore.map((key) => key.expose())).toEqual(before);
    expect(`${inspect(config, { depth: null })}${JSON.stringify(config)}`).not.toContain(before[0]);
  });

  it.each([
    [{ SECRETBOT_SEAL_KEYS_BEFORE: keyText() }, 'SECRETBOT_SEAL_KEYS_BEFORE needs SECRETBOT_SEAL_KEY'],
    [{ SECRETBOT_SEAL_KEY: SEAL_KEY, SECRETBOT_SEAL_KEYS_BEFORE: SEAL_KEY }, 'the same key twice: keep it once'],
    [
      { SECRETBOT_SEAL_KEY: SEAL_KEY, SECRETBOT_SEAL_KEYS_BEFORE: `${keyText('a')},${keyText('a')}` },
      'the same key twice: keep it once',
    ],
    [
      { SECRETBOT_SEAL_KEY: SEAL_KEY, SECRETBOT_SEAL_KEYS_BEFORE: `${keyText('a')},` },
      'SECRETBOT_SEAL_KEYS_BEFORE must be 32 bytes in base64',
    ],
    [{ SECRETBOT_SEAL_KEY: Buffer.alloc(31).toString('base64') }, 'SECRETBOT_SEAL_KEY must be 32 bytes in base64'],
    [{ SECRETBOT_SEAL_KEY: Buffer.alloc(32).toString('base64') }, 'this one repeats itself; make one with: openssl'],
    [
      { SECRETBOT_SEAL_KEY: Buffer.from('correct horse battery staple, it').toString('base64') },
      /repeats itself|is text, not random bytes/,
    ],
  ])('refuse seal keys that do not do (%#)', (changes, words) => {
    expect(faultsOf(changes)).toEqual([
      words instanceof RegExp ? expect.stringMatching(words) : expect.stringContaining(words),
    ]);
  });

  it.each([
    [{ AZURE_LOG_LEVEL: 'verbose' }, [], 'AZURE_LOG_LEVEL prints requests'],
    [{ NODE_DEBUG: 'http' }, [], 'NODE_DEBUG prints requests with their tokens: take it out'],
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, [], 'NODE_TLS_REJECT_UNAUTHORIZED=0 lets anybody pose as Microsoft'],
    [{ NODE_OPTIONS: '--max-old-space-size=512 "--inspect=0.0.0.0"' }, [], "Node's switch --inspect…"],
    [{}, ['--tls_keylog=keys.log'], "Node's switch --tls-keylog…"],
    [
      { NODE_OPTIONS: '--require @opentelemetry/auto-instrumentations-node/register' },
      [],
      'OpenTelemetry loaded by a switch of Node puts addresses with ids into traces',
    ],
    [{}, ['--import', '/otel-auto-instrumentation-nodejs/autoinstrumentation.js'], 'OpenTelemetry loaded by a switch'],
    [{}, ['--heapsnapshot-near-heap-limit=1', '--heapsnapshot-signal=SIGUSR2'], "Node's switch --heapsnapshot…"],
  ])('refuse a process that lets out what it holds: %p %p', (changes, switches, words) => {
    expect(() => loadConfig(env(changes), switches)).toThrow(words);
  });

  it('let other switches of Node be', () => {
    const changes = { NODE_OPTIONS: '--max-old-space-size=512 --enable-source-maps', DEBUG: ' ' };
    expect(() => loadConfig(env(changes), ['--require', 'x.js', '--conditions=y'])).not.toThrow();
  });

  it.each([undefined, '', '  ', '*', 'secretbot'])('refuse the app id %p', (MicrosoftAppId) => {
    expect(faultsOf({ MicrosoftAppId })).toEqual([expect.stringMatching(/^MicrosoftAppId /)]);
  });

  it.each(['1e3', '-1', '1.5', '0x10', '0'])('refuse %p seconds between sweeps', (SECRETBOT_SWEEP_SECONDS) => {
    expect(faultsOf({ SECRETBOT_SWEEP_SECONDS })).toHaveLength(1);
  });

  it('refuse a reminder, an escalation and an end that are not in this order, with the defaults counted in', () => {
    expect(faultsOf({ SECRETBOT_REMIND_AFTER_HOURS: '8' })).toEqual([
      'SECRETBOT_REMIND_AFTER_HOURS (8) must be less than SECRETBOT_ESCALATE_AFTER_HOURS (8)',
    ]);
    expect(faultsOf({ SECRETBOT_ESCALATE_AFTER_HOURS: '3', SECRETBOT_DECIDE_WITHIN_HOURS: '2', PORT: 'x' })).toEqual([
      expect.stringMatching(/^PORT /),
      'SECRETBOT_REMIND_AFTER_HOURS (4) must be less than SECRETBOT_ESCALATE_AFTER_HOURS (3)',
      'SECRETBOT_ESCALATE_AFTER_HOURS (3) must be less than SECRETBOT_DECIDE_WITHIN_HOURS (2)',
    ]);
  });

  it('let a managed identity go without a password', () => {
    const config = loadConfig(env({ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: undefined }));
    expect(config.bot).toEqual({ appId: APP_ID.toLowerCase(), appType: 'UserAssignedMSI' });
    expect(config.azureSignIn).toMatchObject({ managedIdentity: APP_ID.toLowerCase() });
  });

  it('take a certificate instead of a password, its key also on one line', () => {
    const { bot } = loadConfig(
      env({
        MicrosoftAppPassword: undefined,
        CertificateThumbprint: 'ab'.repeat(20),
        CertificatePrivateKey: PRIVATE_KEY.replaceAll('\n', '\\n'),
      }),
    );
    if (!('certificate' in bot)) throw new Error('the bot has a certificate');
    expect(bot.certificate.thumbprint).toBe('ab'.repeat(20));
    expect(bot.certificate.privateKey.expose()).toBe(PRIVATE_KEY);
  });

  it('refuse half a certificate, a certificate beside a password, and what is none', () => {
    const CertificateThumbprint = 'ab'.repeat(20);
    expect(faultsOf({ MicrosoftAppPassword: undefined, CertificateThumbprint })).toEqual([
      expect.stringContaining('belong together'),
    ]);
    expect(faultsOf({ CertificateThumbprint, CertificatePrivateKey: PRIVATE_KEY })).toEqual([
      expect.stringContaining('keep one of them'),
    ]);
    const wrong = { CertificateThumbprint: 'abc', CertificatePrivateKey: 'PRIVATE' };
    expect(faultsOf({ MicrosoftAppPassword: undefined, ...wrong })).toHaveLength(2);
  });

  describe('of the locations', () => {
    it('are read whole, nulls as absent', () => {
      const dev = { id: 'dev', name: 'Development', vaultUrl: 'https://Contoso-Dev.vault.azure.net/' };
      writeFileSync(
        locations,
        JSON.stringify([
          { ...PROD, maxLifetimeDays: 365, approvers: [APP_ID, TENANT], approvals: 2, usersGroupId: GROUP },
          { ...dev, maxLifetimeDays: null, usersGroupId: null, allowGuests: true, maxGrantHours: 8 },
        ]),
      );
      expect(loadConfig(env()).locations).toEqual([
        {
          ...PROD,
          maxLifetimeDays: 365,
          approvers: [APP_ID.toLowerCase(), TENANT],
          approvals: 2,
          usersGroupId: GROUP,
          allowGuests: false,
          maxGrantHours: 24,
        },
        {
          id: 'dev',
          name: 'Development',
          vaultUrl: 'https://contoso-dev.vault.azure.net',
          approvers: [],
          approvals: 1,
          allowGuests: true,
          maxGrantHours: 8,
        },
      ]);
    });

    it('say that the file is not there or is not JSON', () => {
      expect(faultsOf({ SECRETBOT_LOCATIONS: join(folder, 'none.json') })).toEqual([
        expect.stringMatching(/^SECRETBOT_LOCATIONS: .*none\.json cannot be read \(ENOENT\)$/),
      ]);
      expect(withLocations('{"id"')).toEqual(['SECRETBOT_LOCATIONS: this is not JSON']);
      expect(withLocations([])).toEqual(['SECRETBOT_LOCATIONS: it must list one location at least']);
    });

    it('name every fault with its location and field', () => {
      const faults = withLocations([PROD, { id: 'Dev 1', name: '', vaultUrl: 'https://evil.example', colour: 'red' }]);
      expect(faults).toEqual([
        'SECRETBOT_LOCATIONS: location 2, id: must be 1 to 32 small letters, digits or hyphens',
        'SECRETBOT_LOCATIONS: location 2, name: must not be empty',
        'SECRETBOT_LOCATIONS: location 2, vaultUrl: must be the address of a Key Vault, https://<name>.vault.azure.net',
        expect.stringMatching(/^SECRETBOT_LOCATIONS: location 2: .*colour/),
      ]);
    });

    it.each([
      'http://contoso-prod.vault.azure.net',
      'https://contoso-prod.vault.azure.net.evil.example',
      'https://contoso-prod.vault.azure.net/secrets',
      'https://user@contoso-prod.vault.azure.net',
      'https://contoso-prod.vault.azure.net:8443',
    ])('refuse %s: the value would go there', (vaultUrl) => {
      expect(withLocations([{ ...PROD, vaultUrl }])).toEqual([expect.stringContaining('location 1, vaultUrl')]);
    });

    it('refuse two of one id or name, and more approvals than approvers', () => {
      expect(withLocations([PROD, PROD])).toEqual([
        'SECRETBOT_LOCATIONS: two locations have the id prod',
        'SECRETBOT_LOCATIONS: two locations have the name production',
      ]);
      expect(withLocations([{ ...PROD, approvers: [APP_ID, APP_ID], approvals: 2 }])).toEqual([
        'SECRETBOT_LOCATIONS: prod: approvals is more than there are approvers',
      ]);
    });
  });
});
