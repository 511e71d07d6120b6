import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOk } from '../../sandbox/answersOk';
import { botSettings } from '../../sandbox/botSettings';
import { type Cloud, startCloud } from '../../sandbox/cloud/startCloud';
import { freePort } from '../../sandbox/freePort';
import { projectRoot } from '../../sandbox/projectRoot';
import { createWorld } from '../../sandbox/world/world';
import { buildImage, sentFiles } from './builtImage';
import { commandIn, readStages } from './dockerfile';

/** Somebody who owns nothing; only root can become another user. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_532, gid: 65_532 } : {};
const last = readStages('Dockerfile').at(-1)?.instructions ?? [];
const instruction = (word: string) => {
  const found = last.find((one) => one.word === word);
  if (!found) throw new Error(`the Dockerfile has no ${word}`);
  return found;
};

describe('the image', () => {
  let folder: string;
  let app: string;
  let writable: string;
  let cloud: Cloud;
  let environment: Record<string, string>;
  let bot: ChildProcess;
  let said = '';
  const port = freePort();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-image-'));
    app = buildImage(folder);
    writable = join(folder, 'writable');
    const world = createWorld();
    cloud = await startCloud(world);
    const places = { dataDir: join(writable, 'data'), workDir: folder, port: await port };
    cpSync(join(projectRoot, 'dist/sandbox/cloud/redirect.js'), join(folder, 'redirect.cjs'));
    cpSync(cloud.caFile, join(folder, 'authority.pem'));
    mkdirSync(writable);
    if (NOBODY.uid) chownSync(writable, NOBODY.uid, NOBODY.gid);
    chmodSync(folder, 0o755);
    environment = {
      ...botSettings(world, places),
      ...cloud.environment(),
      NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
      HOME: '/nonexistent',
      TMPDIR: writable,
    };
  }, 600_000);
  afterAll(async () => {
    bot?.kill('SIGKILL');
    await cloud?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const node = (...words: readonly string[]) =>
    spawn(process.execPath, [...words], { cwd: app, env: environment, stdio: ['ignore', 'pipe', 'pipe'], ...NOBODY });

  it('starts as a user who can write nowhere but in its data folder, and answers its own health check', async () => {
    bot = node('--require', join(folder, 'redirect.cjs'), ...commandIn(instruction('CMD')));
    for (const stream of [bot.stdout, bot.stderr]) stream?.on('data', (bytes) => (said += bytes));
    while (!(await answersOk(`http://127.0.0.1:${await port}/readyz`))) {
      if (bot.exitCode !== null) throw new Error(`it ended: ${said}`);
    }
    const [engineNode, ...words] = commandIn(instruction('HEALTHCHECK'));
    expect(engineNode).toBe('/nodejs/bin/node');
    expect(await once(node(...words), 'exit')).toEqual([0, null]);
    expect(readdirSync(join(writable, 'data'))).toEqual(expect.arrayContaining(['secretbot.db', 'control.sock']));
  }, 120_000);

  it('says that it is not healthy where nobody answers', async () => {
    const [, ...words] = commandIn(instruction('HEALTHCHECK'));
    environment['PORT'] = String(await freePort());
    expect(await once(node(...words), 'exit')).toEqual([1, null]);
  }, 60_000);

  it('has the tools of the operator, which ask the running bot', async () => {
    const backup = join(writable, 'backup.db');
    expect(await once(node('dist/src/tools/backup.js', backup), 'exit')).toEqual([0, null]);
    expect(existsSync(backup)).toBe(true);
  }, 60_000);

  it('ends by itself, with 0, when it is asked to stop', async () => {
    const ended = once(bot, 'exit');
    bot.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }, 30_000);

  it('holds the bot and what it runs on, and nothing else', () => {
    expect(readdirSync(app).sort()).toEqual(['dist', 'node_modules', 'package.json']);
    expect(readdirSync(join(app, 'dist')).sort()).toEqual(['bot', 'src']);
    for (const name of ['typescript', 'jest', 'playwright-core', '@biomejs']) {
      expect(existsSync(join(app, 'node_modules', name))).toBe(false);
    }
    expect(execFileSync('find', [app, '-perm', '/222', '-not', '-type', 'l'], { encoding: 'utf8' })).toBe('');
  });

  it('is made of sources and lists of packages only: no key, no data and no setting can get in', () => {
    expect(sentFiles()).toEqual([
      'package.json',
      'package-lock.json',
      '.npmrc',
      'tsconfig.json',
      'tsconfig.build.json',
      'src',
      'scripts/bundle.ts',
      'scripts/bundle',
    ]);
    expect(instruction('USER').rest).toBe('65532:65532');
    const text = JSON.stringify(readStages('Dockerfile'));
    expect(text).not.toMatch(/"ARG"|"ADD"|PASSWORD|KEY/);
  });
});
