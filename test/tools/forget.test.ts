import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { TemporaryDatabase } from '../adapters/storage/temporaryDatabase';
import { ALEX, aSecret, ORIGIN, ref, TENANT } from '../contracts/store/storeBuilders';

const tool = resolve(__dirname, '../../dist/src/tools/forget.js');

describe('npm run forget, where no bot runs', () => {
  let world: TemporaryDatabase;

  beforeEach(async () => {
    world = await TemporaryDatabase.open();
    const { serviceUrl } = ORIGIN;
    const alex = { tenantId: TENANT, personId: ALEX, teamsId: '29:alex', serviceUrl, locale: 'de', timeZone: 'UTC' };
    await world.database.chatReferences.rememberPerson(alex);
  });
  afterEach(() => rmSync(world.folder, { recursive: true }));

  function run(...words: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
    const env = { PATH: process.env['PATH'] ?? '', SECRETBOT_DATA_DIR: world.folder };
    const child = spawn(process.execPath, [tool, ...words], { env });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    return new Promise((done) => child.once('close', (code) => done({ code, said })));
  }

  it('erases, and says how much', async () => {
    await world.database.close();
    const { code, said } = await run(ALEX.toUpperCase());
    expect(said).toContain('Erased: 1 chats');
    expect(code).toBe(0);
  });

  it('says that there was nothing to erase, of somebody whom it does not know', async () => {
    await world.database.close();
    const { code, said } = await run('00000000-0000-4000-8000-00000000ffff');
    expect([code, said]).toEqual([0, expect.stringContaining('There was nothing to erase')]);
  });

  it('says what still needs the person, and erases nothing', async () => {
    await world.database.store.records.secrets.add(aSecret({ owner: { objectId: ALEX, displayName: 'Alex Rivera' } }));
    await world.database.close();
    const { code, said } = await run(ALEX);
    expect(said).toContain(`They own ${ref(1)}. Hand these over with “share”, or delete them.`);
    expect(code).toBe(1);
  });

  it.each([[], ['Alex Rivera'], [ALEX, ALEX]])('says how it is called when it is called with %j', async (...words) => {
    await world.database.close();
    const { code, said } = await run(...words);
    expect(said).toContain('npm run forget -- <object ID>');
    expect(code).toBe(2);
  });
});
