/** Why a backup was not made, with what to do: for the operator. Nothing is left where it should have gone. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  static ofPostgres(): BackupError {
    return new BackupError(
      'SecretBot does not back PostgreSQL up: use pg_dump, or what your database service offers; see docs/operating/postgresql.md.',
    );
  }
}
