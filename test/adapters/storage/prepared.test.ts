import { prepared } from '../../../src/adapters/storage/prepared';
import type { Db } from '../../../src/adapters/storage/session';
import { describeEachEngine } from './eachEngine';
import type { AnyDatabase } from './temporaryDatabase';

describeEachEngine('a prepared statement', (open) => {
  let temporary: AnyDatabase;
  let built: number;
  beforeEach(async () => {
    temporary = await open();
    built = 0;
  });
  afterEach(() => temporary.remove());

  const statement = () =>
    prepared<{ name: string; until: number }, { name: string; until: number }>((db, { name, until }) => {
      built += 1;
      return db.insertInto('once').values({ name, until }).returningAll();
    });
  const db = (): Db => (temporary.database.botStorage as unknown as { db: Db }).db;

  it('is built once, and each time has the values of that time', async () => {
    const insert = statement();
    expect(await insert(db(), { name: 'a', until: 1 })).toEqual([{ name: 'a', until: 1 }]);
    expect(await insert(db(), { name: 'b', until: 2 })).toEqual([{ name: 'b', until: 2 }]);
    expect(built).toBe(1);
  });

  it('runs in the transaction it is given, and is undone with it', async () => {
    const insert = statement();
    await insert(db(), { name: 'kept', until: 1 });
    const undone = db()
      .transaction()
      .execute(async (transaction) => {
        await insert(transaction, { name: 'undone', until: 1 });
        throw new Error('not after all');
      });
    await expect(undone).rejects.toThrow('not after all');
    const rows = await db().selectFrom('once').select('name').execute();
    expect(rows).toEqual([{ name: 'kept' }]);
    expect(built).toBe(1);
  });

  it('takes what people type for a value, whatever it looks like', async () => {
    const name = `'); drop table once; --`;
    expect(await statement()(db(), { name, until: 3 })).toEqual([{ name, until: 3 }]);
  });
});
