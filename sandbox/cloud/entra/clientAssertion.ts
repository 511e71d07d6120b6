import { constants, verify } from 'node:crypto';
import type { BotCertificate } from '../../world/botSignIn';

/**
 * Whether a client's assertion is signed with the certificate and made for this client and token endpoint, in time: by
 * RS256 with `x5t`, or by PS256 with `x5t#S256`, as Entra takes them.
 *
 * Source: https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials
 */
export function isAssertionOf(
  assertion: string,
  { certificate, sha1, sha256 }: BotCertificate,
  expected: { readonly clientId: string; readonly endpoint: string; readonly now: Date },
): boolean {
  const [head = '', body = '', signature = ''] = assertion.split('.');
  const { alg, x5t, 'x5t#S256': x5t256 } = json(head);
  const padding = alg === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const isNamed = alg === 'PS256' ? hex(x5t256) === sha256 : alg === 'RS256' && hex(x5t) === sha1;
  const key = { key: certificate, padding };
  const isSigned = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
  const { iss, sub, aud, exp } = json(body);
  const { clientId, endpoint, now } = expected;
  const isOurs = iss === clientId && sub === clientId && aud === endpoint;
  return isNamed && isSigned && isOurs && typeof exp === 'number' && exp * 1_000 > now.getTime();
}

function json(part: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(Buffer.from(part, 'base64url').toString()) };
  } catch {
    // No assertion at all.
    return {};
  }
}

function hex(text: unknown): string {
  return typeof text === 'string' ? Buffer.from(text, 'base64url').toString('hex') : '';
}
