/** How the bot signs in: with the registration's password, with a certificate, or as a managed identity, without a secret. */
export type BotSignIn =
  | { readonly how: 'password' }
  | ({ readonly how: 'certificate'; readonly thumbprint: 'sha1' | 'sha256' } & BotCertificate)
  | { readonly how: 'managedIdentity'; readonly environment: Readonly<Record<string, string>> };

/** A certificate of the bot's registration: what Entra knows of it, and what only the bot has. */
export interface BotCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  /** Thumbprints, small hexadecimal digits. */
  readonly sha1: string;
  readonly sha256: string;
}
