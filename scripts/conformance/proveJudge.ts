import { ConformanceError } from './conformanceError';
import type { Exchange } from './journal';
import { judgeJournal } from './judgeJournal';
import type { Oracles } from './oracles';
import type { Json } from './schemaChecks';

const id = '00000000-0000-4000-8000-000000000001';

const fine: Exchange = {
  direction: 'fromBot',
  host: 'graph.microsoft.com',
  method: 'POST',
  path: `/v1.0/applications/${id}/addPassword`,
  requestHeaders: { authorization: 'Bearer x' },
  requestBody: { passwordCredential: { displayName: 'CI (sb-7Q3F9K2M)', endDateTime: '2026-06-01T22:00:00.000Z' } },
  status: 200,
  responseBody: { keyId: id, secretText: 'x', hint: 'abc', startDateTime: '2026-01-01T00:00:00Z' },
};

const vaulted: Exchange = {
  ...fine,
  host: 'contoso-prod.vault.azure.net',
  method: 'PUT',
  path: '/secrets/sb-7q3f9k2m?api%2Dversion=2025-07-01',
  requestBody: { value: 'x', contentType: 'text/plain', attributes: { exp: 1780000000 }, tags: { keyId: id } },
  responseBody: { value: 'x', id: 'https://contoso-prod.vault.azure.net/secrets/sb-7q3f9k2m/1', attributes: {} },
};

function sent(card: Json): Exchange {
  return {
    ...fine,
    host: 'smba.trafficmanager.net',
    path: '/emea/tenant/v3/conversations/a/activities?isTargetedActivity=true',
    requestBody: {
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    },
    status: 201,
    responseBody: { id: '1' },
  };
}

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  msteams: { width: 'Full' },
  body: [{ type: 'TextBlock', text: 'Hello', wrap: true }],
  actions: [{ type: 'Action.Execute', title: 'Next', verb: 'wizard/next', data: { wizardId: 'w' } }],
};

/** Each of these differs from what is described in one thing. */
const wrong: readonly (readonly [what: string, exchanges: readonly Exchange[]])[] = [
  ['a path', [{ ...fine, path: `/v1.0/applications/${id}/addSecret` }]],
  ['a property in a closed request', [{ ...fine, requestBody: { passwordCredential: { secretText: 'mine' } } }]],
  ['a date', [{ ...fine, requestBody: { passwordCredential: { endDateTime: 'tomorrow' } } }]],
  ['a body that is missing', [{ ...fine, requestBody: null }]],
  ['an answer of the wrong type', [{ ...fine, responseBody: { keyId: 7 } }]],
  ['an error without its shape', [{ ...fine, status: 400, responseBody: { message: 'no' } }]],
  [
    'a selected property',
    [{ ...fine, method: 'GET', path: `/v1.0/users/${id}?$select=id,shoeSize`, requestBody: null }],
  ],
  [
    'a query without ConsistencyLevel',
    [{ ...fine, method: 'GET', path: '/v1.0/users?$count=true', requestBody: null, responseBody: { value: [] } }],
  ],
  ['a second addPassword with the same reference', [fine, fine]],
  ['a vault entry without a value', [{ ...vaulted, requestBody: { contentType: 'text/plain' } }]],
  ['a vault name', [{ ...vaulted, path: '/secrets/sb_7q3f?api-version=2025-07-01' }]],
  ['a request without api-version', [{ ...vaulted, path: '/secrets/sb-7q3f9k2m' }]],
  ['an answer of the vault', [{ ...vaulted, responseBody: { secret: 'x' } }]],
  ['an activity', [{ ...sent(card), requestBody: { type: 'message', shout: true } }]],
  ['a query parameter of the connector', [{ ...sent(card), path: '/v3/conversations/a/activities?loud=true' }]],
  ['a card element', [sent({ ...card, body: [{ type: 'TextBlock', text: 'Hello', wrapped: true }] })]],
  ['a card element of an unknown type', [sent({ ...card, body: [{ type: 'Badge', text: 'new' }] })]],
  ["a card's version", [sent({ ...card, version: '1.6' })]],
  ['a host', [{ ...fine, host: 'example.org' }]],
];

/**
 * Shows that the judge is not blind before anything is judged: what is right passes, exchanges with the real Key Vault
 * among it, and each of a row of wrong ones is found.
 *
 * @throws naming what it got wrong
 */
export function proveJudge(oracles: Oracles): void {
  const right = [fine, vaulted, sent(card), ...oracles.recordedKeyVault.map(recorded)];
  const [mistaken] = judgeJournal(right, oracles).differences;
  if (mistaken !== undefined) throw new ConformanceError(`the judge finds fault with what is right: ${mistaken}`);
  for (const [what, exchanges] of wrong) {
    if (judgeJournal(exchanges, oracles).differences.length === 0)
      throw new ConformanceError(`the judge does not see a wrong one: ${what}`);
  }
}

function recorded(entry: Json): Exchange {
  return {
    ...fine,
    host: 'contoso-prod.vault.azure.net',
    method: String(entry['method']),
    path: String(entry['path']),
    requestHeaders: entry['auth'] === false ? {} : { authorization: 'Bearer x' },
    requestBody: entry['requestBody'] === '' ? null : (entry['requestBody'] ?? null),
    status: Number(entry['status']),
    responseBody: entry['body'] ?? null,
  };
}
