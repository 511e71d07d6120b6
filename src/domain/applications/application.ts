/** An Entra app registration. */
export interface Application {
  /** The registration's own object id: what Graph's addPassword wants. */
  readonly objectId: string;
  /** Application (client) ID: what people know and configure. */
  readonly appId: string;
  readonly displayName: string;
  /** Registrations that also serve personal Microsoft accounts hold two secrets at most. */
  readonly allowsPersonalAccounts: boolean;
  readonly createdAt: Date;
}

/** One password credential on an application, whoever made it. Never holds a value: Entra gives it once, at creation. */
export interface Credential {
  readonly keyId: string;
  /** Name as Entra shows it; `undefined` where none was given. */
  readonly displayName?: string;
  /** First three characters of the value, from Entra. */
  readonly hint?: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

/**
 * What the application's management policy allows.
 *
 * @see https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export interface SecretPolicy {
  /** True when new secrets are refused altogether. */
  readonly blocksSecrets: boolean;
  /** Longest lifetime in days; `undefined` means no cap. */
  readonly maxLifetimeDays?: number;
}
