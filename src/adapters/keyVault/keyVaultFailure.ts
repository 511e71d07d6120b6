import * as z from 'zod';

/**
 * What is kept of a failed request to Key Vault. The SDK's own error holds the request with its body, the value among
 * it, so it is read here and let go.
 */
export interface KeyVaultFailure {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  /** Key Vault's finer reason: `ObjectIsBeingDeleted`, `ObjectIsDeletedButRecoverable`, `SecretDisabled`. */
  readonly reason: string;
  readonly requestId: string;
  readonly retryAfterSeconds?: number;
}

const text = z.string().catch('');

const sdkError = z.object({
  name: text,
  statusCode: z.number().catch(0),
  code: text,
  details: z
    .object({ error: z.object({ innerError: z.object({ code: text }).catch({ code: '' }) }) })
    .catch({ error: { innerError: { code: '' } } }),
});

/** Reads status, codes and request id from whatever the SDK threw. */
export function failureOf(error: unknown): KeyVaultFailure {
  const { name, statusCode, code, details } = sdkError.catch(UNKNOWN).parse(error);
  const header = headersOf(error);
  const retryAfter = Number(header('retry-after') ?? Number.NaN);
  return {
    status: statusCode,
    code: code || name,
    reason: details.error.innerError.code,
    requestId: header('x-ms-request-id') ?? '',
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  };
}

const UNKNOWN = { name: 'unknown', statusCode: 0, code: '', details: { error: { innerError: { code: '' } } } };

function headersOf(error: unknown): (name: string) => string | undefined {
  const headers = (error as { response?: { headers?: { get?(name: string): string | undefined } } } | undefined)
    ?.response?.headers;
  return (name) => headers?.get?.(name);
}
