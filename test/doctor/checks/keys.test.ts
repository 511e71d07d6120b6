import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { rotateSealKey, sealKeysOfFolder } from '../../../src/adapters/crypto/sealKeyFiles';
import { openDatabase } from '../../../src/adapters/storage/openDatabase';
import { SystemClock } from '../../../src/adapters/system';
import { ExaminationRoom } from '../../support/examination';

describe('the keys', () => {
  let room: ExaminationRoom;
  beforeEach(async () => {
    room = await ExaminationRoom.open();
    mkdirSync(room.dataDir, { mode: 0o700 });
  });
  afterEach(() => room.close());

  /** As a first start leaves it. */
  async function started(): Promise<string> {
    await (await openDatabase({ dataDir: room.dataDir, clock: new SystemClock() })).close();
    return sealKeysOfFolder(room.dataDir).current.id;
  }

  function sealWith(keyId: string): void {
    const file = new Libsql(join(room.dataDir, 'secretbot.db'));
    file.exec('pragma foreign_keys = off');
    file.exec(
      `insert into sealed_values (ticket_id, key_id, nonce, ciphertext, tag) values ('t', '${keyId}', '', '', '')`,
    );
    file.close();
  }

  it('are made by the first start and not by looking', async () => {
    expect((await room.look('keys')).codes).toEqual(['no_seal_key_yet', 'no_audit_key_yet']);
    expect(existsSync(join(room.dataDir, 'seal.key'))).toBe(false);
  });

  it('are fine where all that waits can be opened', async () => {
    sealWith(await started());
    expect((await room.look('keys')).codes).toEqual([]);
  });

  it('names a key under which values wait and that is not here', async () => {
    await started();
    sealWith('0123456789abcdef');
    expect((await room.look('keys')).words('sealed_with_lost_key')).toContain('0123456789abcdef');
    rmSync(join(room.dataDir, 'seal.key'));
    expect((await room.look('keys')).codes).toEqual(['sealed_with_lost_key']);
  });

  it('says when an old seal key can be taken out, and not before', async () => {
    const old = await started();
    rotateSealKey(room.dataDir);
    expect((await room.look('keys')).words('old_seal_key')).toContain(old);
    sealWith(old);
    expect((await room.look('keys')).codes).toEqual([]);
  });

  it('refuses a key that others may read, and a database without its audit key', async () => {
    await started();
    chmodSync(join(room.dataDir, 'seal.key'), 0o644);
    expect((await room.look('keys')).words('key')).toContain('chmod 600');
    rmSync(join(room.dataDir, 'audit.key'));
    expect((await room.look('keys')).words('audit_key_lost')).toContain('Bring audit.key back');
  });
});
