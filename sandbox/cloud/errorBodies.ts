import { randomUUID } from 'node:crypto';
import type { FaultyService } from '../world/faults';
import type { CloudAnswer } from './hostHandler';

type Words = Readonly<Record<number, readonly [code: string, message: string]>>;

const graphWords: Words = {
  400: ['Request_BadRequest', 'Invalid request.'],
  401: ['InvalidAuthenticationToken', 'Access token is empty.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: [
    'Request_ResourceNotFound',
    'Resource does not exist or one of its queried reference-property objects are not present.',
  ],
  409: [
    'Directory_ConcurrencyViolation',
    'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
  ],
  429: ['TooManyRequests', 'Too many requests.'],
  500: ['InternalServerError', 'An internal server error occurred.'],
  502: ['BadGateway', 'Bad gateway.'],
  503: ['serviceNotAvailable', 'The service is temporarily unavailable. Please retry.'],
  504: ['UnknownError', 'Gateway timeout.'],
};

const keyVaultWords: Words = {
  400: ['BadParameter', 'The request is not valid.'],
  401: ['Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.'],
  403: ['Forbidden', 'Caller is not authorized to perform action on resource.'],
  404: ['SecretNotFound', 'A secret with (name/id) was not found in this key vault.'],
  409: ['Conflict', 'Secret is currently being changed by another request.'],
  429: [
    'Throttled',
    'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
  ],
  500: ['InternalServerError', 'An internal server error occurred.'],
  502: ['BadGateway', 'Bad gateway.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'Gateway timeout.'],
};

const connectorWords: Words = {
  400: ['BadArgument', 'The request is not valid.'],
  401: ['Unauthorized', 'Authorization has been denied for this request.'],
  403: ['ForbiddenOperationException', 'The bot is not part of the conversation roster.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed.'],
  413: ['MessageSizeTooBig', 'Message size too large.'],
  429: ['TooManyRequests', 'Too many requests.'],
  500: ['ServiceError', 'An internal server error occurred.'],
  502: ['BadGateway', 'Bad gateway.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'Gateway timeout.'],
};

/** An error as this service words it. */
export function errorAnswer(service: FaultyService, status: number, headers: Record<string, string> = {}): CloudAnswer {
  switch (service) {
    case 'graph':
      return graphError(status, ...wordsFor(graphWords, status), headers);
    case 'keyVault':
      return codeAndMessage(status, ...wordsFor(keyVaultWords, status), headers);
    case 'entra':
      return {
        status,
        headers,
        body: {
          error: 'temporarily_unavailable',
          error_description: `AADSTS90033: A transient error has occurred (${status}).`,
          error_codes: [90033],
        },
      };
    default:
      return codeAndMessage(status, ...wordsFor(connectorWords, status), headers);
  }
}

function wordsFor(words: Words, status: number): readonly [string, string] {
  return words[status] ?? ['Error', `Status ${status}.`];
}

function codeAndMessage(status: number, code: string, message: string, headers: Record<string, string>): CloudAnswer {
  return { status, headers, body: { error: { code, message } } };
}

/** Microsoft Graph's error with its request ids. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): CloudAnswer {
  const requestId = randomUUID();
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': requestId,
  };
  return {
    status,
    headers: { 'request-id': requestId, 'client-request-id': requestId, ...headers },
    body: { error: { code, message, innerError } },
  };
}

/** Key Vault's error. */
export function keyVaultError(status: number, code: string, message: string, innerCode?: string): CloudAnswer {
  return {
    status,
    body: { error: { code, message, ...(innerCode !== undefined && { innererror: { code: innerCode } }) } },
  };
}
