import type { Database } from '../../../src/adapters/storage/openDatabase';
import { describeStore } from '../../contracts/storeContract';
import { describePostgres } from './eachEngine';
import { HandClock, TemporaryDatabase } from './temporaryDatabase';

describeStore('the store over Kysely and libsql', async () => {
  const temporary = await TemporaryDatabase.open();
  return { store: temporary.database.store, done: () => temporary.remove() };
});

describePostgres('the store over Kysely and pg', (postgres) => {
  let database: Database;
  beforeAll(async () => {
    database = await postgres().another(new HandClock());
  });
  afterAll(() => database?.close());

  // Opening takes much longer than emptying.
  describeStore('one database', async () => {
    await postgres().empty();
    return { store: database.store, done: async () => undefined };
  });
});
