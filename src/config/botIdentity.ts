import * as z from 'zod';
import { Sensitive } from '../domain/sensitive';

/** Who the bot is towards the Bot Framework. A single-tenant bot has a password or a certificate, a managed identity neither. */
export type BotIdentity =
  | { readonly appId: string; readonly appType: 'SingleTenant'; readonly password: Sensitive }
  | { readonly appId: string; readonly appType: 'SingleTenant'; readonly certificate: BotCertificate }
  | { readonly appId: string; readonly appType: 'UserAssignedMSI' };

/** `privateKey` is PEM. */
export interface BotCertificate {
  readonly thumbprint: string;
  readonly privateKey: Sensitive;
}

/** The settings of the identity, one line each; names are the Bot Framework's own. */
export const identitySettings = {
  MicrosoftAppType: z.enum(
    ['SingleTenant', 'UserAssignedMSI'],
    'must be SingleTenant or UserAssignedMSI; new bots cannot be MultiTenant any more',
  ),
  MicrosoftAppPassword: z
    .string()
    .transform((text) => new Sensitive(text))
    .optional(),
  CertificateThumbprint: z
    .string()
    .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/i, 'must be the thumbprint of the certificate, 40 or 64 hexadecimal digits')
    .optional(),
  CertificatePrivateKey: z
    .string()
    // Environment files often have room for one line only.
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine(isPrivateKey, 'must be the private key of the certificate in PEM, -----BEGIN PRIVATE KEY----- and so on')
    .transform((text) => new Sensitive(text))
    .optional(),
};

type IdentityValues = z.output<z.ZodObject<typeof identitySettings>>;

/** Makes the identity of settings that `identityFaults` finds nothing wrong with. */
export function identityOf(appId: string, values: IdentityValues): BotIdentity {
  const { MicrosoftAppPassword: password } = values;
  const { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey } = values;
  if (values.MicrosoftAppType === 'UserAssignedMSI') return { appId, appType: 'UserAssignedMSI' };
  if (password) return { appId, appType: 'SingleTenant', password };
  if (thumbprint && privateKey) return { appId, appType: 'SingleTenant', certificate: { thumbprint, privateKey } };
  throw new Error('identityFaults lets no other combination through');
}

/** What single settings cannot tell: which of them belong together. */
export function identityFaults(given: Readonly<Record<string, string>>): readonly string[] {
  const has = (name: string) => given[name] !== undefined;
  const certificate = [has('CertificateThumbprint'), has('CertificatePrivateKey')];
  if (given['MicrosoftAppType'] === 'UserAssignedMSI') return [];
  if (has('MicrosoftAppPassword') && certificate.includes(true)) {
    return ['MicrosoftAppPassword and a certificate are both given: keep one of them'];
  }
  if (has('MicrosoftAppPassword') || !certificate.includes(false)) return [];
  if (certificate.includes(true)) {
    return ['CertificateThumbprint and CertificatePrivateKey belong together: one of them is missing'];
  }
  return [
    'MicrosoftAppPassword is missing: a SingleTenant bot needs the client secret of its registration, or CertificateThumbprint and CertificatePrivateKey',
  ];
}

function isPrivateKey(text: string): boolean {
  return /^-----BEGIN (RSA |EC )?PRIVATE KEY-----[\s\S]+-----END (RSA |EC )?PRIVATE KEY-----$/.test(text);
}
