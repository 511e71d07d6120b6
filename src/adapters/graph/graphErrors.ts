import { DomainError } from '../../domain/errors';

/** What is kept of an answer of Graph that is no success. `text` is only matched against, never stored, told or logged. */
export interface GraphFailure {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  readonly text: string;
  readonly requestId: string;
  readonly retryAfterSeconds?: number;
}

/** Thrown inside this folder only: whoever asked Graph turns it into the DomainError that its port promises. */
export class GraphRefusal extends Error {
  constructor(readonly failure: GraphFailure) {
    super(`graph ${failure.status}`);
    this.name = 'GraphRefusal';
  }
}

/** For reads where what is missing is simply nothing: makes a 404 the `nothing`, passes everything else on. */
export function whenMissing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof GraphRefusal && error.failure.status === 404) return nothing;
    throw error;
  };
}

/** Reads what may be kept from an answer with an error status. */
export async function failureOf(response: Response): Promise<GraphFailure> {
  const { code, message } = errorIn(await response.text().catch(() => ''));
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    status: response.status,
    code,
    text: `${code} ${message}`,
    requestId: response.headers.get('request-id') ?? '',
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  };
}

/** A failure without an answer: the network, a time-out, or no token for the bot itself. */
export function failureWithoutAnswer(error: unknown): GraphFailure {
  return { status: 0, code: error instanceof Error ? error.name : 'unknown', text: '', requestId: '' };
}

/** The error of a read. 404 is not here: what is missing differs from read to read. */
export function readError({ failure }: GraphRefusal): DomainError {
  return unavailable(failure);
}

/**
 * The error of an addPassword.
 *
 * Only what Entra certainly did not do becomes a definite error, or bears `nothingDone`: throttling, and "concurrent
 * requests", which is seen as 400, 409 and 503. Everything else is unclear: the credential may exist and must be looked
 * for.
 */
export function addPasswordError({ failure }: GraphRefusal, applicationId: string): DomainError {
  const refused = (reason: 'policy_blocks_secrets' | 'too_many_secrets' | 'bot_cannot_serve') =>
    new DomainError('refused', { reason, application: applicationId });
  if (failure.status === 429 || isConcurrency(failure)) return unavailable(failure, { nothingDone: true });
  if (/CredentialTypeNotAllowedAsPerAppPolicy/i.test(failure.text)) return refused('policy_blocks_secrets');
  if (/CredentialInvalidLifetimeAsPerAppPolicy/i.test(failure.text)) {
    return new DomainError('invalid_input', { faults: [{ field: 'expiration', rule: 'beyond_policy' }] });
  }
  if (/size of the object has exceeded its limit/i.test(failure.text)) return refused('too_many_secrets');
  if (failure.status === 403) return refused('bot_cannot_serve');
  if (failure.status === 404) return new DomainError('not_found', { what: 'application' });
  return unavailable(failure);
}

/** The error of a removePassword, or `undefined` when the credential was gone before. */
export function removePasswordError({ failure }: GraphRefusal): DomainError | undefined {
  if (/No password credential found with keyId/i.test(failure.text)) return undefined;
  if (isConcurrency(failure)) return unavailable(failure);
  if (failure.status === 403) return new DomainError('not_allowed', { action: 'delete' });
  if (failure.status === 404) return new DomainError('not_found', { what: 'application' });
  return unavailable(failure);
}

/** Entra did nothing because somebody else was writing; the same may work at once. */
export function isConcurrency({ text }: GraphFailure): boolean {
  return /concurrent requests|Directory_ConcurrencyViolation/i.test(text);
}

function unavailable({ retryAfterSeconds }: GraphFailure, certain: { nothingDone?: true } = {}): DomainError {
  return new DomainError('unavailable', {
    service: 'graph',
    ...certain,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function errorIn(body: string): { code: string; message: string } {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; message?: unknown } };
    return { code: textOf(error?.code), message: textOf(error?.message) };
  } catch {
    // Gateways in front of Graph answer with HTML or nothing: there is no code then.
    return { code: '', message: '' };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
