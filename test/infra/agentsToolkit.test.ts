import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config';
import { BicepFile } from './bicepFile';

const stringMap = z.record(z.string(), z.string());

/** As far as it is used here; `with` is the action's own matter. */
const step = z.strictObject({
  uses: z.enum([
    'teamsApp/create',
    'aadApp/create',
    'botFramework/create',
    'arm/deploy',
    'script',
    'cli/runNpmCommand',
    'file/createOrUpdateEnvironmentFile',
    'teamsApp/validateManifest',
    'teamsApp/zipAppPackage',
    'teamsApp/validateAppPackage',
    'teamsApp/update',
    'teamsApp/publishAppPackage',
  ]),
  name: z.string().optional(),
  with: z.record(z.string(), z.unknown()),
  writeToEnvironmentFile: stringMap.optional(),
});

const project = z.strictObject({
  version: z.literal('v1.11'),
  environmentFolderPath: z.literal('./env'),
  provision: z.array(step),
  deploy: z.array(step),
  publish: z.array(step).optional(),
});

const projects = [
  { file: 'm365agents.yml', env: ['env/.env.prod', 'env/.env.prod.user.example'] },
  { file: 'm365agents.local.yml', env: ['env/.env.local'] },
] as const;

const PLACEHOLDER = /\$\{\{(\w+)\}\}/g;

/** The names that a step, or a file it reads, wants filled in. */
function wantedBy(text: string): string[] {
  const files = [...text.matchAll(/\.\/[\w./]+\.json/g)].map(([path]) => path).filter((path) => existsSync(path));
  const texts = [text, ...files.map((path) => readFileSync(path, 'utf8'))];
  return texts.flatMap((one) => [...one.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''));
}

/** The names that a step leaves for those after it. */
function givenBy({ uses, with: options, writeToEnvironmentFile = {} }: z.output<typeof step>): string[] {
  const text = JSON.stringify(options);
  const templates = uses === 'arm/deploy' ? [...text.matchAll(/infra\/\w+\.bicep/g)].map(([path]) => path) : [];
  const scripts = [...text.matchAll(/infra\/\w+\.sh/g)].map(([path]) => readFileSync(path, 'utf8'));
  const said = scripts.flatMap((one) => [...one.matchAll(/::set-teamsfx-env (\w+)=/g)].map(([, name]) => name ?? ''));
  return [
    ...Object.values(writeToEnvironmentFile),
    ...templates.flatMap((path) => new BicepFile(path).outputs),
    ...said,
  ];
}

describe.each(projects)('$file', ({ file, env }) => {
  const { provision, deploy, publish = [] } = project.parse(parse(readFileSync(file, 'utf8')));
  const steps = [...provision, ...deploy, ...publish];

  it('fills in only what the environment files ask for or a step before has found out', () => {
    const known = new Set(env.flatMap((path) => Object.keys(parseEnv(readFileSync(path, 'utf8')))));
    for (const one of steps) {
      const wanted = wantedBy(JSON.stringify(one.with));
      expect([one.name ?? one.uses, wanted.filter((name) => !known.has(name))]).toEqual([one.name ?? one.uses, []]);
      for (const name of givenBy(one)) known.add(name);
    }
  });

  it('asks for nothing that is not used', () => {
    const used = new Set(steps.flatMap((one) => wantedBy(JSON.stringify(one.with))));
    const asked = env.flatMap((path) => Object.keys(parseEnv(readFileSync(path, 'utf8'))));
    expect(asked.filter((name) => !used.has(name))).toEqual([]);
  });

  it('runs what is there', () => {
    const text = JSON.stringify(steps);
    for (const [path] of text.matchAll(/(?:\.\/)?(?:infra|appPackage)\/\w+\.(?:bicep|parameters\.json|sh|json)/g)) {
      expect([path, existsSync(path)]).toEqual([path, true]);
    }
  });

  it('keeps no secret in a file that is under version control', () => {
    for (const path of env) {
      const values = parseEnv(readFileSync(path, 'utf8'));
      const names = Object.keys(values).filter((name) => /KEY|PASSWORD|SECRET/.test(name));
      expect(names.filter((name) => values[name] !== '' || !path.includes('.user.'))).toEqual([]);
    }
  });
});

describe('the parameters', () => {
  it.each(['registry', 'main'])('of infra/%s.bicep are all given that must be, and all known', (name) => {
    const { parameters } = z
      .object({ parameters: z.record(z.string(), z.object({ value: z.string() })) })
      .parse(JSON.parse(readFileSync(`infra/${name}.parameters.json`, 'utf8')));
    const asked = new BicepFile(`infra/${name}.bicep`).parameters;
    expect(asked.filter((one) => one.isRequired && !(one.name in parameters))).toEqual([]);
    expect(Object.keys(parameters).filter((given) => !asked.some((one) => one.name === given))).toEqual([]);
  });
});

describe('the bot on your own machine', () => {
  it('gets the settings that it needs', () => {
    const { deploy } = project.parse(parse(readFileSync('m365agents.local.yml', 'utf8')));
    const written = deploy.find(({ uses }) => uses === 'file/createOrUpdateEnvironmentFile')?.with['envs'];
    const filled = Object.entries(stringMap.parse(written)).map(([name, value]) => {
      const isId = /\$\{\{BOT_(TENANT_)?ID\}\}/.test(value);
      return [name, isId ? '11111111-0000-4000-8000-000000000001' : value] as const;
    });
    const config = loadConfig({ ...Object.fromEntries(filled), SECRETBOT_LOCATIONS: 'infra/locations.json' });
    expect(config).toMatchObject({ host: '127.0.0.1', bot: { appType: 'SingleTenant' } });
  });
});
