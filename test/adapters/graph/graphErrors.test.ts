import {
  addPasswordError,
  failureOf,
  GraphRefusal,
  removePasswordError,
} from '../../../src/adapters/graph/graphErrors';

async function refusal(status: number, code: string, message: string, headers = {}): Promise<GraphRefusal> {
  const body = JSON.stringify({ error: { code, message, innerError: { 'request-id': 'r' } } });
  return new GraphRefusal(await failureOf(new Response(body, { status, headers })));
}

const concurrency = 'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.';

describe('what an answer to addPassword means', () => {
  it.each([
    [400, 'Request_BadRequest', concurrency],
    [409, 'Directory_ConcurrencyViolation', concurrency],
    [503, 'Service_ServiceUnavailable', concurrency],
    [429, 'TooManyRequests', 'Too many requests.'],
  ])('nothing was done: %d %s', async (status, code, message) => {
    const error = addPasswordError(await refusal(status, code, message), 'app');
    expect(error).toMatchObject({ code: 'unavailable', details: { service: 'graph', nothingDone: true } });
  });

  it.each([
    [503, 'Service_ServiceUnavailable', 'Try later.'],
    [409, 'Request_Conflict', 'Something conflicts.'],
    [400, 'Request_BadRequest', 'Something is wrong.'],
    [401, 'InvalidAuthenticationToken', 'Access token has expired.'],
  ])('nobody knows: %d %s', async (status, code, message) => {
    const { details } = addPasswordError(await refusal(status, code, message), 'app');
    expect(details).toEqual({ service: 'graph' });
  });

  it.each([
    [400, 'CredentialTypeNotAllowedAsPerAppPolicy', 'Not allowed.', 'policy_blocks_secrets'],
    [403, 'Directory_ResourceSizeExceeded', 'The size of the object has exceeded its limit.', 'too_many_secrets'],
    [400, 'Request_BadRequest', 'The size of the object has exceeded its limit.', 'too_many_secrets'],
    [403, 'Authorization_RequestDenied', 'Insufficient privileges.', 'bot_cannot_serve'],
  ])('refused for good: %d %s', async (status, code, message, reason) => {
    const error = addPasswordError(await refusal(status, code, message), 'app');
    expect(error).toMatchObject({ code: 'refused', details: { reason, application: 'app' } });
  });
});

describe('what an answer to removePassword means', () => {
  it('counts a key id that nobody knows as removed', async () => {
    const message = "No password credential found with keyId 'x'.";
    expect(removePasswordError(await refusal(400, 'Request_BadRequest', message))).toBeUndefined();
  });

  it.each([
    [404, 'not_found'],
    [403, 'not_allowed'],
    [400, 'unavailable'],
    [503, 'unavailable'],
  ])('takes %d as %s', async (status, code) => {
    expect(removePasswordError(await refusal(status, 'Code', 'Words.'))).toMatchObject({ code });
  });
});

describe('what is kept of an answer', () => {
  it('takes answers of gateways, which have no code', async () => {
    const answer = new Response('<html>502 Bad Gateway</html>', { status: 502 });
    expect(await failureOf(answer)).toEqual({ status: 502, code: '', text: ' ', requestId: '' });
  });

  it('keeps how long to wait, in seconds', async () => {
    const { failure } = await refusal(429, 'TooManyRequests', '', { 'retry-after': '12', 'request-id': 'r1' });
    expect(failure).toMatchObject({ retryAfterSeconds: 12, requestId: 'r1' });
  });
});
