import { ProbeFailure } from '../../src/adapters/probeFailure';
import { signInFault } from '../../src/doctor/signInFault';

describe('a refused sign-in', () => {
  const words = (code: string, more: { managedIdentity?: string } = {}, status = 0) =>
    signInFault(new ProbeFailure({ service: 'entra', status, code }), 'graph', { service: 'Key Vault', ...more });

  it('without any identity says how to give one, and to a managed identity that it is not attached', () => {
    expect(words('CredentialUnavailableError')).toMatchObject({ kind: 'fault', code: 'no_identity' });
    expect(words('AggregateAuthenticationError', { managedIdentity: 'the-id' })).toMatchObject({
      code: 'no_managed_identity',
      says: 'No token for Key Vault. This host has no managed identity the-id.',
    });
  });

  it.each(['AADSTS7000222', 'AADSTS700027', 'AADSTS7000112', 'AADSTS500011'])(
    'with %s has words of its own',
    (code) => {
      const finding = words(code, {}, 401);
      expect(finding).toMatchObject({ kind: 'fault' });
      expect(JSON.stringify(finding)).not.toContain(code);
    },
  );

  it('with another number leads to where Microsoft explains it', () => {
    expect(JSON.stringify(words('AADSTS53003', {}, 400))).toContain('error?code=53003');
  });

  it('is none where Entra or the network is only away', () => {
    expect(words('AADSTS90033', {}, 503)).toBeUndefined();
    expect(words('ECONNREFUSED')).toBeUndefined();
  });
});
