import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Which parts of src/ each part may import, besides itself. Data flows one way; the domain imports nothing. */
const allowed: Record<string, readonly string[]> = {
  index: ['config', 'compose', 'server', 'forOperators', 'guardProcess', 'telemetry'],
  // Entry points of their own, for the operator: they ask the running bot, or open the database themselves.
  tools: ['config', 'compose', 'control', 'doctor', 'forOperators'],
  // What `npm run doctor` looks at and says; it looks with the adapters that the bot works with.
  doctor: ['config', 'control', 'adapters', 'domain'],
  compose: [
    'config',
    'doctor',
    'server',
    'control',
    'bot',
    'dialogs',
    'cards',
    'messages',
    'domain',
    'adapters',
    'adapters/teams',
    'telemetry',
  ],
  server: ['bot', 'telemetry'],
  control: ['server', 'forOperators'],
  forOperators: [],
  config: ['domain'],
  bot: ['dialogs', 'cards', 'messages', 'domain', 'telemetry'],
  dialogs: ['cards', 'messages', 'domain'],
  cards: ['messages', 'domain'],
  messages: [],
  // Storage keeps what the Teams adapter declares that it needs kept.
  adapters: ['domain', 'adapters/teams', 'telemetry'],
  'adapters/teams': ['adapters', 'cards', 'messages', 'domain', 'telemetry'],
  // What is measured and traced; whoever does something may say so.
  telemetry: ['config', 'domain'],
  domain: [],
};

/** Packages whose types and calls stay where a successor of theirs would replace them. */
const packageHomes: Record<string, readonly string[]> = {
  botbuilder: ['bot', 'dialogs', 'adapters/teams'],
  '@azure/': ['compose', 'adapters'],
  '@microsoft/microsoft-graph-client': ['adapters'],
  restify: ['server'],
  kysely: ['adapters'],
  libsql: ['adapters'],
  i18next: ['messages'],
  'adaptivecards-templating': ['cards'],
  'rate-limiter-flexible': ['adapters'],
  'prom-client': ['telemetry'],
  '@opentelemetry/': ['telemetry'],
};

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

function partOf(path: string): string {
  const [first = '', second = ''] = relative(join(root, 'src'), path).replace(/\.ts$/, '').split('/');
  return first === 'adapters' && second === 'teams' ? 'adapters/teams' : first;
}

function importsOf(path: string): string[] {
  const source = readFileSync(path, 'utf8');
  return [...source.matchAll(/(?:from|import|require\()\s*['"]([^'"]+)['"]/g)].map((match) => match[1] as string);
}

const sources = filesUnder(join(root, 'src')).map((path) => ({ path, name: relative(root, path), part: partOf(path) }));

describe('imports go one way', () => {
  it('finds the sources', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it.each(sources)('$name imports only what its part may', ({ path, part }) => {
    const wrong = importsOf(path)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => partOf(resolve(dirname(path), specifier)))
      .filter((target) => target !== part && !(allowed[part] ?? []).includes(target));
    expect(wrong).toEqual([]);
  });

  it.each(sources.filter(({ part }) => part === 'domain'))(
    '$name imports nothing from outside the domain',
    ({ path }) => {
      expect(importsOf(path).filter((specifier) => !specifier.startsWith('.'))).toEqual([]);
    },
  );

  it.each(sources)('$name uses each package only at its home', ({ path, part, name }) => {
    const wrong = importsOf(path).filter((specifier) => {
      const home = Object.entries(packageHomes).find(([prefix]) => specifier.startsWith(prefix))?.[1];
      return home !== undefined && !home.includes(part) && !home.includes(part.split('/')[0] ?? '');
    });
    // The bot state's storage is botbuilder's own interface; the one file that implements it may name it.
    if (name === 'src/adapters/storage/botStorage.ts') return;
    expect(wrong).toEqual([]);
  });

  it('never leaves src/ for the sandbox or the tests', () => {
    const wrong = sources.filter(({ path }) =>
      importsOf(path).some((specifier) => /(^|\/)(sandbox|test)\//.test(specifier)),
    );
    expect(wrong).toEqual([]);
  });
});
