import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { openDatabase } from '../../../src/adapters/storage/openDatabase';
import { SystemClock } from '../../../src/adapters/system';
import { operationsOver } from '../../../src/compose/operations';
import { ControlServer } from '../../../src/control/controlServer';
import { ExaminationRoom } from '../../support/examination';
import { keyText } from '../../support/keys';

describe('the database', () => {
  let room: ExaminationRoom;
  beforeEach(async () => {
    room = await ExaminationRoom.open();
  });
  afterEach(() => room.close());

  const opened = () => openDatabase({ dataDir: room.dataDir, clock: new SystemClock() });

  function change(...statements: readonly string[]): void {
    const file = new Libsql(join(room.dataDir, 'secretbot.db'));
    for (const statement of statements) file.exec(statement);
    file.close();
  }

  it('is made by the first start and not by looking', async () => {
    expect((await room.look('database')).codes).toEqual(['no_database_yet']);
    expect(existsSync(room.dataDir)).toBe(false);
  });

  it('is empty when somebody made it and no SecretBot ever started on it', async () => {
    mkdirSync(room.dataDir, { mode: 0o700 });
    change('create table passing (id integer)', 'drop table passing');
    const { codes, words } = await room.look('database');
    expect(codes).toEqual(['database_empty']);
    expect(words('database_empty')).toContain(`The database in ${room.dataDir} has no tables yet.`);
    expect(words('database_empty')).toContain('The first start makes them.');
    // Looking made none either.
    expect((await room.look('database')).codes).toEqual(['database_empty']);
    await (await opened()).close();
    expect((await room.look('database')).codes).toEqual([]);
  });

  it('is fine when it has what this version wants', async () => {
    await (await opened()).close();
    const { codes, findings } = await room.look('database');
    expect(codes).toEqual([]);
    expect(JSON.stringify(findings)).toContain('no SecretBot runs on it now');
  });

  it('is asked of the bot that has it open', async () => {
    const database = await opened();
    const heads = { path: '' } as unknown as Parameters<typeof operationsOver>[0]['heads'];
    const server = new ControlServer({
      operations: operationsOver({ database, heads, targeted: { seen: {} } }),
      faults: { record: () => '' },
    });
    await server.listen(room.dataDir);
    const { codes, findings } = await room.look('database');
    await server.close();
    expect(codes).toEqual([]);
    expect(JSON.stringify(findings)).toContain('the running SecretBot answers for it');
    expect((await room.look('database')).words('database')).toContain('in use by another process');
    await database.close();
  });

  it('is told apart when it is older, newer, or no database, and nothing is changed', async () => {
    await (await opened()).close();
    change("delete from kysely_migration where name = '0004_backup_marks'", 'drop table backup_marks');
    expect((await room.look('database')).words('database_older')).toContain('0004_backup_marks');
    expect((await room.look('database')).codes).toEqual(['database_older']);
    change("insert into kysely_migration values ('9999_later', '2030-01-01')");
    expect((await room.look('database')).words('database_newer')).toContain('9999_later');
    writeFileSync(join(room.dataDir, 'secretbot.db'), 'nothing of the kind'.repeat(500));
    expect((await room.look('database')).words('database')).toContain('is damaged or is not a SecretBot database');
  });

  it('on a server that does not answer is named with what to check', async () => {
    const { words } = await room.look('database', {
      SECRETBOT_DATABASE_URL: 'postgres://bot:hidden@127.0.0.1:9/secretbot',
      SECRETBOT_SEAL_KEY: keyText('seal'),
      SECRETBOT_AUDIT_KEY: keyText('audit'),
    });
    expect(words('database')).toContain('Nobody listens there.');
    expect(words('database')).not.toContain('hidden');
  });
});
