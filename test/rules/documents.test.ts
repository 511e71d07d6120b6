import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { commands, germanWords } from '../../src/bot/commands';

const docs = join(__dirname, '../../docs');
const guide = readFileSync(join(docs, 'user-guide.md'), 'utf8');

describe('the user guide', () => {
  it('shows pictures that are there', () => {
    const pictures = [...guide.matchAll(/\]\((pictures\/[^)]+)\)/g)].map(([, path]) => path ?? '');
    expect(pictures.length).toBeGreaterThan(15);
    expect(pictures.filter((path) => !existsSync(join(docs, path)))).toEqual([]);
  });

  it('names every command that everybody may type, and every German word for one', () => {
    const words = [...commands.filter(({ audience }) => audience === 'everybody').map(({ name }) => name)];
    const german = [...germanWords.keys()].filter((word) => word !== 'anzeigen');
    expect([...words, ...german].filter((word) => !guide.includes(`\`${word}`))).toEqual([]);
  });
});

/** Everything that people read in Markdown, from the root. */
const root = join(__dirname, '../..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** As GitHub makes them of headings. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(documents)('%s', (path) => {
  const text = readFileSync(join(root, path), 'utf8');

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? join(root, path) : resolve(root, dirname(path), file);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('can be read in one sitting', () => {
    // Made by a program, one line for each package.
    if (relative('docs', path) === 'licences.md') return;
    expect(text.split('\n').length).toBeLessThanOrEqual(201);
  });

  it('names documents that are there', () => {
    const named = [...text.matchAll(/`?(docs\/[\w/-]+\.md)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });
});

describe('what SecretBot says of its documents', () => {
  const files = ['src', 'ops', 'infra', 'sandbox']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .concat('Dockerfile', 'm365agents.yml', 'm365agents.local.yml')
    .filter((name) => /\.(ts|ya?ml|json|bicep|sh|service)$|^Dockerfile$/.test(name));

  it('names those that are there', () => {
    const gone = files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/docs\/[\w/-]+\.md/g)]
        .map(([name]) => name)
        .filter((name) => !existsSync(join(root, name)))
        .map((name) => `${file}: ${name}`),
    );
    expect(gone).toEqual([]);
  });
});
