import { findPostgres } from '../../../sandbox/database/findPostgres';
import { type AnyDatabase, type HandClock, TemporaryDatabase } from './temporaryDatabase';
import { TemporaryPostgres } from './temporaryPostgres';

/** Opens an empty database of the engine whose turn it is. */
export type OpenDatabase = (clock?: HandClock) => Promise<AnyDatabase>;

/** Runs the same tests on every engine. Where PostgreSQL is not installed, its half says that it was skipped. */
export function describeEachEngine(name: string, tests: (open: OpenDatabase) => void): void {
  describe(`${name} (SQLite)`, () => tests((clock) => TemporaryDatabase.open(clock)));
  describePostgres(name, (postgres) => tests((clock) => postgres().open(clock)));
}

/** Runs tests on one PostgreSQL server of their own, or says that they were skipped. */
export function describePostgres(name: string, tests: (postgres: () => TemporaryPostgres) => void): void {
  const isThere = findPostgres() !== undefined;
  const title = `${name} (${isThere ? 'PostgreSQL' : 'skipped: PostgreSQL is not installed on this machine'})`;
  (isThere ? describe : describe.skip)(title, () => {
    let postgres: TemporaryPostgres;
    beforeAll(async () => {
      postgres = await TemporaryPostgres.start();
    });
    afterAll(() => postgres?.remove());
    tests(() => postgres);
  });
}
