import { connectionOptions } from '../../../src/adapters/storage/postgres/connectionOptions';
import { Sensitive } from '../../../src/domain/sensitive';

const patienceFor = (parameters: string) =>
  connectionOptions(new Sensitive(`postgres://bot@localhost/secretbot${parameters}`)).everyday.connectionTimeoutMillis;

describe('the options of a connection to PostgreSQL', () => {
  it.each([
    ['', 5_000],
    ['?connect_timeout=30', 30_000],
    ['?sslmode=disable&connect_timeout=1', 1_000],
  ])('wait for a connection as long as the address says: "%s"', (parameters, milliseconds) => {
    expect(patienceFor(parameters)).toBe(milliseconds);
  });
});
