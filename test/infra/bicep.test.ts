import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { graphPermissions } from '../../src/adapters/graph/permissions';
import { loadConfig, settingNames } from '../../src/config';
import { cloudOf } from '../../src/config/clouds';
import { parseLocations } from '../../src/config/locationsFile';
import { keyText } from '../support/keys';
import { BicepFile } from './bicepFile';

const modules = readdirSync('infra/modules').map((name) => join('infra/modules', name));
const files = ['infra/registry.bicep', 'infra/main.bicep', ...modules].map((path) => new BicepFile(path));
const main = new BicepFile('infra/main.bicep');
const locations = readFileSync('infra/locations.json', 'utf8');

/** Azure's own variables, read by its libraries and its hosts. */
const AZURE = ['AZURE_CLIENT_ID', 'AZURE_TOKEN_CREDENTIALS', 'WEBSITES_PORT', 'WEBSITES_ENABLE_APP_SERVICE_STORAGE'];

/** What each setting comes out as once it is deployed. */
const deployed: Readonly<Record<string, string>> = {
  MicrosoftAppId: '11111111-0000-4000-8000-000000000001',
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppTenantId: '22222222-0000-4000-8000-000000000001',
  AZURE_CLIENT_ID: '11111111-0000-4000-8000-000000000001',
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
  SECRETBOT_CLOUD: 'Public',
  SECRETBOT_LOCATIONS: locations,
  SECRETBOT_DATABASE_URL:
    'postgres://secretbot-identity@secretbot-abc.postgres.database.azure.com:5432/secretbot?sslmode=verify-full',
  SECRETBOT_DATA_DIR: '/tmp/secretbot',
  SECRETBOT_ADMIN_GROUP_ID: '33333333-0000-4000-8000-000000000001',
  SECRETBOT_SEAL_KEY: keyText('seal'),
  SECRETBOT_AUDIT_KEY: keyText('audit'),
};

describe.each(files.map((file) => [file.path, file] as const))('%s', (_path, file) => {
  it('closes every bracket', () => {
    expect(file.openBrackets).toEqual({ '{': 0, '[': 0, '(': 0 });
  });

  it('hands each module what it asks for, and nothing else', () => {
    for (const { name, path, params } of file.modules) {
      const asked = new BicepFile(path).parameters;
      const missing = asked.filter((one) => one.isRequired && !params.includes(one.name));
      const unknown = params.filter((param) => !asked.some((one) => one.name === param));
      expect([name, missing, unknown]).toEqual([name, [], []]);
    }
  });

  it('uses outputs that its modules have', () => {
    for (const [module, output] of file.outputsUsed) {
      const { path = '' } = file.modules.find(({ name }) => name === module) ?? {};
      expect([module, new BicepFile(path).outputs]).toEqual([module, expect.arrayContaining([output])]);
    }
  });

  it('uses every parameter', () => {
    const uses = (name: string) => file.text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
    expect(file.parameters.filter(({ name }) => uses(name) < 2)).toEqual([]);
  });
});

describe('what is deployed', () => {
  const names = [...new Set(files.flatMap((file) => file.settings))];

  it('sets what SecretBot or Azure reads, and nothing else', () => {
    expect(names.filter((name) => !settingNames.includes(name) && !AZURE.includes(name))).toEqual([]);
    expect(main.settings).toEqual([...Object.keys(deployed), 'MicrosoftAppPassword']);
  });

  it('is enough for SecretBot to start, with the managed identity or with a registration of its own', () => {
    expect(loadConfig(deployed)).toMatchObject({
      azureSignIn: { managedIdentity: deployed['MicrosoftAppId'] },
      databaseScope: cloudOf('Public').databaseScope,
    });
    const own = { MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: 'from the vault' };
    expect(loadConfig({ ...deployed, ...own }).bot).toMatchObject({ appType: 'SingleTenant' });
  });

  it('names the clouds as SecretBot does', () => {
    const [, allowed = ''] = /@allowed\(\[([^\]]*)\]\)\nparam cloud /.exec(main.text) ?? [];
    for (const name of allowed.match(/\w+/g) ?? []) expect(cloudOf(name).name).toBe(name);
  });

  it('listens where SecretBot does by itself, and asks where it answers', () => {
    const { port } = loadConfig(deployed);
    const hosts = files.filter(({ path }) => /containerApp|appService/.test(path)).map(({ text }) => text);
    for (const text of hosts) expect([...new Set(text.match(/\b3\d{3}\b/g))]).toEqual([String(port)]);
    expect(hosts.join().match(/'\/[a-z]+z'/g)).toEqual(["'/readyz'", "'/healthz'", "'/healthz'", "'/readyz'"]);
  });

  it('has locations that SecretBot reads, in the vault that is made', () => {
    expect(parseLocations(locations, cloudOf('Public').vaultSuffix).faults).toEqual([]);
  });

  it('keeps secrets out of outputs and out of plain parameters', () => {
    for (const { parameters, text, outputs } of files) {
      const secure = parameters.filter(({ isSecure }) => isSecure).map(({ name }) => name);
      const secret = /(key|password)$/i;
      expect(parameters.filter(({ name, isSecure }) => secret.test(name) && !isSecure)).toEqual([]);
      expect(outputs.filter((output) => secret.test(output))).toEqual([]);
      for (const name of secure) expect(text).not.toMatch(new RegExp(`^output .*= .*\\b${name}\\b(?!\\))`, 'm'));
    }
  });

  it('has a database that either all of Azure may reach, or the network of the host only', () => {
    const { text } = new BicepFile('infra/modules/postgres.bicep');
    expect(text).toContain("publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'");
    expect(text).toMatch(/firewallRules@[\d-]+' = if \(isPublic\)/);
    expect(text).toMatch(/^module endpoint '[^']+' = if \(!isPublic\)/m);
    const [, allowed = ''] = /@allowed\(\[([^\]]*)\]\)\nparam databaseAccess /.exec(main.text) ?? [];
    const [, chosen] = /^DATABASE_ACCESS=(\w+)$/m.exec(readFileSync('env/.env.prod', 'utf8')) ?? [];
    expect([allowed, chosen]).toEqual(["'public', 'private'", 'public']);
  });

  it('gets the Graph permissions that SecretBot uses, and no others', () => {
    const script = readFileSync('infra/grantGraphPermissions.sh', 'utf8');
    const [, list = ''] = /permissions=\(([^)]*)\)/.exec(script) ?? [];
    expect(list.trim().split(/\s+/).sort()).toEqual(graphPermissions.map(({ name }) => name).sort());
  });
});
