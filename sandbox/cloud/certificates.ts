import { randomBytes, webcrypto } from 'node:crypto';
import './reflectMetadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What the TLS listener serves and the bot trusts, all PEM. Private keys live in memory only. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 86_400_000;

/**
 * Makes a certificate authority and one certificate for `hostNames` (wildcards allowed).
 *
 * Only the bot's process trusts the authority, and its private key is forgotten when this returns.
 */
export async function makeCertificates(
  hostNames: readonly string[],
  authorityName = 'SecretBot sandbox authority',
): Promise<Certificates> {
  const authorityKeys = await newKeys();
  const authority = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: `CN=${authorityName}`,
    keys: authorityKeys,
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const keys = await newKeys();
  const certificate = await leaf(authority, authorityKeys.privateKey, keys.publicKey, hostNames);
  const exported = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    authority: authority.toString('pem'),
    certificate: certificate.toString('pem'),
    privateKey: pem('PRIVATE KEY', Buffer.from(exported)),
  };
}

function leaf(
  authority: X509Certificate,
  authorityKey: webcrypto.CryptoKey,
  publicKey: webcrypto.CryptoKey,
  hostNames: readonly string[],
): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    ...validity(),
    subject: 'CN=SecretBot sandbox',
    issuer: authority.subject,
    publicKey,
    signingKey: authorityKey,
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hostNames.map((value) => ({ type: 'dns' as const, value }))),
    ],
  });
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(signing, true, ['sign', 'verify']);
}

/** From a day ago, against clocks that differ; certificates are judged by the machine's time, never by the sandbox's. */
function validity(): { serialNumber: string; notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return {
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + 365 * dayMs),
  };
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
