import { findPostgres } from '../../sandbox/database/findPostgres';

/** `describe` where PostgreSQL is installed; else the tests are skipped and their name says why. */
export function describePostgres(name: string, tests: () => void): void {
  if (findPostgres() === undefined) {
    describe.skip(`${name} (SKIPPED: PostgreSQL is not installed on this machine)`, tests);
  } else {
    describe(name, tests);
  }
}
