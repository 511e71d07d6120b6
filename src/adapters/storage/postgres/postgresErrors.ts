import { DatabaseError as ServerError } from 'pg';
import { DomainError } from '../../../domain/errors';

/**
 * What the server says when nothing is wrong with the statement and the same may work later: connection lost (08), who
 * may come in changed (28, 3D), no room (53), somebody or something ended it (57), disk (58), another one was first
 * (40001, 40P01), too long a wait for a lock (55P03), idle for too long (25P03), no longer the primary (25006).
 *
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING = /^(08|28|3D|53|57|58)|^(40001|40P01|55P03|25P03|25006)$/;

/** After these the connection is of no use any more. */
const CONNECTION_GONE = /^(08|28|3D|57P)|^(25P03|25006)$/;

/** The server refused a statement: a bug. It has the code and names of the schema, never the server's words, which quote rows. */
export class StatementError extends Error {
  override readonly name = 'StatementError';

  constructor(
    /** SQLSTATE. */
    readonly code: string,
    place: readonly (string | undefined)[],
  ) {
    super(`PostgreSQL refused a statement (${[code, ...place].filter(Boolean).join(', ')})`);
  }
}

/** @returns `unavailable` for what may pass, StatementError for what the server refused, the error itself for a bug of ours. */
export function translated(error: unknown): unknown {
  if (error instanceof ServerError) {
    const { code = 'unknown', table, column, constraint } = error;
    return PASSING.test(code) ? unavailable() : new StatementError(code, [table, column, constraint]);
  }
  // Everything else that comes out of the driver is about its connection: refused, reset, ended, timed out.
  return isMistake(error) ? error : unavailable();
}

/** Whether the connection that said this must not be used again. In doubt it is not. */
export function endsConnection(error: unknown): boolean {
  return !(error instanceof ServerError) || error.severity !== 'ERROR' || CONNECTION_GONE.test(error.code ?? '');
}

/** The database is away, or busy for too long; what was asked for may have been done all the same. */
export function unavailable(): DomainError<'unavailable'> {
  return new DomainError('unavailable', { service: 'storage' });
}

function isMistake(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}
