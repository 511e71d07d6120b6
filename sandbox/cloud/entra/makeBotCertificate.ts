import { createHash, webcrypto, X509Certificate } from 'node:crypto';
import '../reflectMetadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import type { BotCertificate } from '../../world/botSignIn';

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

const dayMs = 86_400_000;

/** Makes a self-signed certificate, as an administrator uploads it to a registration. */
export async function makeBotCertificate(): Promise<BotCertificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=SecretBot',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 365 * dayMs),
  });
  const certificate = made.toString('pem');
  const { raw } = new X509Certificate(certificate);
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    certificate,
    privateKey: `-----BEGIN PRIVATE KEY-----\n${key.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`,
    sha1: createHash('sha1').update(raw).digest('hex'),
    sha256: createHash('sha256').update(raw).digest('hex'),
  };
}
