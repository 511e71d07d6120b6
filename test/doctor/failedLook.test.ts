import { type FailedLook, ProbeFailure } from '../../src/adapters/probeFailure';
import { failedAnswer, failedLook } from '../../src/doctor/failedLook';

describe('a look that failed', () => {
  const failure = (look: Partial<FailedLook>) => new ProbeFailure({ service: 'graph', status: 0, code: '', ...look });

  it("is nobody's fault where the service is only away, or the network is", () => {
    expect(failedLook(failure({ status: 503 }))).toMatchObject({ kind: 'unknown', code: 'busy' });
    const busy = failedLook(failure({ service: 'entra', status: 400, code: 'AADSTS90033' }));
    expect(busy).toMatchObject({ code: 'busy', says: expect.stringContaining('(AADSTS90033)') });
    const away = failure({ service: 'entra', code: 'ENOTFOUND' });
    expect(failedLook(away)).toMatchObject({ kind: 'unknown', code: 'no_answer' });
  });

  it("gives Microsoft's support something to go by where nobody expected the answer", () => {
    const finding = failedLook(failure({ status: 418, requestId: 'request-1' }));
    expect(finding).toMatchObject({ kind: 'fault', code: 'unexpected_answer' });
    expect(JSON.stringify(finding)).toContain('request-1');
  });

  it('leads to where signing in is explained, where Entra gave no token', () => {
    const refused = failure({ service: 'entra', status: 400, code: 'AADSTS7000215' });
    expect(failedLook(refused)).toMatchObject({ kind: 'fault', code: 'no_sign_in' });
    expect(failedLook(failure({ service: 'entra', code: 'CredentialUnavailableError' }))).toMatchObject({
      code: 'no_sign_in',
    });
  });

  it('suspects a proxy where something answers for Entra that does not speak like it', () => {
    const strange = failure({ service: 'entra', status: 400, code: 'AuthenticationError' });
    expect(failedAnswer(strange)).toMatchObject({ kind: 'unknown', code: 'not_entra' });
  });
});
