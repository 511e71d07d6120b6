import type { World } from '../../world/world';
import { graphError } from '../errorBodies';
import { AnswerError, type CloudAnswer, type CloudRequest } from '../hostHandler';

/** A request that showed a good token. */
export interface GraphRequest extends CloudRequest {
  readonly world: World;
  /** Named parts of the route's pattern. */
  readonly params: Readonly<Record<string, string | undefined>>;
  /** Application permissions of the token. */
  readonly roles: readonly string[];
  /** Object id of the caller's service principal. */
  readonly callerId: string;
}

/** One route: `needs` are the application permissions of which any one suffices. */
export interface GraphRoute {
  readonly method: 'GET' | 'POST';
  readonly pattern: RegExp;
  readonly needs: readonly string[];
  readonly answer: (request: GraphRequest) => CloudAnswer;
}

export const metadata = 'https://graph.microsoft.com/v1.0/$metadata';

export function badRequest(message: string, code = 'Request_BadRequest'): AnswerError {
  return new AnswerError(graphError(400, code, message));
}

export function forbidden(): AnswerError {
  const message = 'Insufficient privileges to complete the operation.';
  return new AnswerError(graphError(403, 'Authorization_RequestDenied', message));
}

export function notFound(what: string): AnswerError {
  const message = `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`;
  return new AnswerError(graphError(404, 'Request_ResourceNotFound', message));
}

/** The JSON object in the body, with no other properties than `allowed`. @throws AnswerError */
export function bodyOf(request: GraphRequest, allowed: readonly string[]): Readonly<Record<string, unknown>> {
  const body = parseObject(request.body);
  if (!body) {
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      'BadRequest',
    );
  }
  const unknown = Object.keys(body).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    throw badRequest(
      `The parameter '${unknown}' in the request payload is not a valid parameter for the operation.`,
      'BadRequest',
    );
  }
  return body;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}
