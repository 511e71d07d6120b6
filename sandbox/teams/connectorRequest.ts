import type { CloudRequest } from '../cloud/hostHandler';
import { asRecord } from './asRecord';
import { badSyntax } from './connectorErrors';

/** A request to the Bot Connector, taken apart: what follows `/v3/`, in segments. */
export interface ConnectorRequest {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Takes a request apart; a region and tenant in front of `/v3/` are skipped. @throws ConnectorError for broken JSON */
export function parseRequest({ method, path, query, body }: CloudRequest): ConnectorRequest {
  const segments = (path.split('/v3/')[1] ?? '').split('/').filter((segment) => segment !== '');
  return { method, segments, query, body: parseBody(body) };
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    return text === '' ? {} : asRecord(JSON.parse(text));
  } catch {
    throw badSyntax('The request body is not valid JSON.');
  }
}
