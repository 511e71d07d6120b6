/** Why the database cannot be used, with what to do: for the operator, at start. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  static whileOpening(path: string, error: unknown): DatabaseError {
    const code = String((error as { code?: unknown }).code ?? 'unknown');
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
      return new DatabaseError(
        `${path} is in use by another process. Only one SecretBot can run on a data folder: stop the other one, or give this one its own SECRETBOT_DATA_DIR.`,
      );
    }
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) {
      return new DatabaseError(
        `${path} is damaged or is not a SecretBot database (${code}). Restore it from a backup.`,
      );
    }
    return new DatabaseError(`${path} cannot be opened (${code}). Check the folder, its owner and the free space.`);
  }

  static unchained(): DatabaseError {
    return new DatabaseError(
      'The audit of this database has no chain yet: it was last used by an older version. Start SecretBot once.',
    );
  }

  static newer(unknown: readonly string[]): DatabaseError {
    return new DatabaseError(
      `The database was written by a newer SecretBot (it knows ${unknown.join(', ')}). Nothing was changed. Start the newer version, or restore a backup made before the update.`,
    );
  }
}
