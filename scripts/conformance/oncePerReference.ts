import type { Exchange } from './journal';
import { isJson } from './schemaChecks';

/**
 * Says which references were sent in more than one addPassword that may have had an effect: one credential per intent.
 *
 * Throttling (429) and "concurrent requests" answers prove that nothing happened; the bot may ask again after them.
 */
export function repeatedReferences(exchanges: readonly Exchange[]): readonly string[] {
  const seen = new Map<string, number>();
  for (const exchange of exchanges) {
    if (!/\/addPassword$/.test(exchange.path.split('?')[0] ?? '') || provesNothingDone(exchange)) continue;
    const reference = /\((sb-[0-9A-Z]{8})\)$/.exec(displayNameIn(exchange.requestBody))?.[1];
    if (reference) seen.set(reference, (seen.get(reference) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times > 1).map(([reference, times]) => `${reference} was sent ${times} times`);
}

function provesNothingDone({ status, responseBody }: Exchange): boolean {
  return status === 429 || (status >= 400 && /concurrent requests/i.test(JSON.stringify(responseBody ?? '')));
}

function displayNameIn(body: unknown): string {
  const credential = isJson(body) ? body['passwordCredential'] : undefined;
  return isJson(credential) ? String(credential['displayName']) : '';
}
