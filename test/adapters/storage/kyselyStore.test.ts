import { describeStore } from '../../contracts/storeContract';
import { TemporaryDatabase } from './temporaryDatabase';

describeStore('the store over Kysely and libsql', async () => {
  const temporary = await TemporaryDatabase.open();
  return { store: temporary.database.store, done: () => temporary.remove() };
});
