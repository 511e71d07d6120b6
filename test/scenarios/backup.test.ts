import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Bot } from '../../sandbox/bot';
import { scenario } from '../support/scenario';

const TOOL = resolve(__dirname, '../../dist/src/tools/backup.js');

interface Ran {
  readonly code: number;
  readonly said: string;
}

describe('a backup', () => {
  // PostgreSQL has its own.
  const world = scenario({ engine: 'sqlite', replicas: 1 });
  const bot = (): Bot => {
    const [only] = world.sandbox.bot.all;
    if (!only) throw new Error('there is no bot');
    return only;
  };

  /** Runs the operator's tool as the operator does: a process of its own that knows the data folder and nothing more. */
  const backUp = (...words: readonly string[]): Promise<Ran> =>
    new Promise((done) => {
      const env = { PATH: process.env['PATH'], SECRETBOT_DATA_DIR: bot().dataDir };
      execFile(process.execPath, [TOOL, ...words], { env }, (error, stdout, stderr) => {
        world.printed('backup', stdout + stderr);
        done({ code: error ? Number(error.code) : 0, said: stderr });
      });
    });
  /** Puts the backup and the keys into a fresh data folder, as docs/operating/backup.md says. */
  const restore = (backup: string): void => {
    const old = `${bot().dataDir}.lost`;
    renameSync(bot().dataDir, old);
    mkdirSync(bot().dataDir, { mode: 0o700 });
    copyFileSync(backup, join(bot().dataDir, 'secretbot.db'));
    for (const key of ['seal.key', 'audit.key']) copyFileSync(join(old, key), join(bot().dataDir, key));
  };

  it('is made while the bot works, and the bot goes on from it where it was, giving nobody a second look', async () => {
    const [alex, nora] = [world.personal('alex'), world.personal('nora')];
    await nora.say('help');
    await alex.create({ application: 'Warehouse Sync', name: 'Kept', vault: true });
    await alex.create({ application: 'Warehouse Sync', name: 'Deleted later', vault: true });
    const seenLater = await alex.create({ application: 'Warehouse Sync', name: 'Seen later', vault: true });
    const unvaulted = await alex.create({ application: 'Build Pipeline', name: 'Unvaulted' });

    // Under load: creates are on their way while the backup is made.
    const group = world.inGroup('alex');
    const wizard = await group.fillIn({ application: 'Warehouse Sync', name: 'Under way', vault: true });
    const file = join(bot().dataDir, '..', 'backup.db');
    const [made] = await Promise.all([backUp(file), group.press(wizard, 'Submit')]);
    expect(made).toMatchObject({ code: 0, said: expect.stringContaining('Asked the running SecretBot.') });
    expect(statSync(file).mode & 0o777).toBe(0o600);

    // What the backup does not know.
    await group.sees('Created', 'Under way');
    await alex.reveal(seenLater);
    await alex.reveal(unvaulted);
    await alex.say('delete Deleted later');
    await alex.press(await alex.sees('Delete Deleted later?'), 'Delete', { typedName: 'Deleted later' });
    await world.sandbox.teams.simulator.waitFor(
      () => !world.credentialsOn('Warehouse Sync').some((name) => name.startsWith('Deleted later')),
      { what: 'the delete' },
    );
    await alex.create({ application: 'Warehouse Sync', name: 'Made later', vault: true });
    const before = [...world.credentialsOn('Warehouse Sync'), ...world.credentialsOn('Build Pipeline')];

    await bot().stop();
    restore(file);
    await bot().start();
    await world.sandbox.world.clock.skip(2 * 3_600_000);

    await nora.sees('Restored from a backup');
    await alex.sees('Do you have this value?', 'Unvaulted');
    const again = await alex.openDialog(seenLater, 'Reveal').catch((error: Error) => error.message);
    expect(JSON.stringify(again)).not.toContain('Show value');
    await alex.say('list app Warehouse Sync');
    await alex.sees('Made later', 'Not made by SecretBot');
    await nora.say('thaw');
    await nora.sees('goes on');

    // It goes on: a new secret, its value, and a delete.
    await alex.reveal(await alex.create({ application: 'Build Pipeline', name: 'After the restore', vault: true }));
    await alex.say('delete Kept');
    await alex.press(await alex.sees('Delete Kept?'), 'Delete', { typedName: 'Kept' });
    await world.sandbox.teams.simulator.waitFor(
      () => !world.credentialsOn('Warehouse Sync').some((name) => name.startsWith('Kept')),
      { what: 'the delete' },
    );
    // Nothing was removed by itself, whatever the backup thought of it.
    const now = [...world.credentialsOn('Warehouse Sync'), ...world.credentialsOn('Build Pipeline')];
    expect(before.filter((name) => !name.startsWith('Kept') && !now.includes(name))).toEqual([]);
    // The daily look finds what is gone since.
    await alex.sees('A secret is no longer there', 'Deleted later');
  }, 180_000);

  it('is refused in words, with exit codes that scripts can tell apart', async () => {
    const there = join(bot().dataDir, '..', 'backup.db');
    expect(await backUp(there)).toMatchObject({ code: 1, said: expect.stringContaining('is there already') });
    expect(await backUp()).toMatchObject({ code: 2, said: expect.stringContaining('npm run backup -- <new file>') });
  }, 30_000);

  it('is made by the tool itself while no bot runs', async () => {
    await bot().stop();
    const file = join(bot().dataDir, '..', 'stopped.db');
    expect(await backUp(file)).toMatchObject({ code: 0, said: expect.stringContaining('No SecretBot runs on') });
    await bot().start();
  }, 60_000);
});
