/** One version of a Key Vault secret. `value` is plaintext: the vault is where vaulted values live. */
export interface VaultVersion {
  readonly version: string;
  readonly value: string;
  readonly contentType?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly expires?: number;
  readonly notBefore?: number;
  /** Seconds, as Key Vault counts. */
  readonly created: number;
  readonly updated: number;
}

/** One secret with all its versions, newest last; deleted as a whole. */
export interface VaultSecret {
  /** As it was first written; names are looked up ignoring case. */
  readonly name: string;
  readonly versions: VaultVersion[];
  /** Set while it is soft-deleted, in milliseconds. */
  deletedAt?: number;
}

/** One Key Vault of the sandbox. */
export interface SandboxVault {
  /** `contoso-prod.vault.azure.net` */
  readonly host: string;
  /** By name in lower case, deleted ones included. */
  readonly secrets: Map<string, VaultSecret>;
  /** The tenant that it trusts, where that is another than the world's. */
  tenantId?: string;
  /** How long a deleted secret takes to show among the deleted ones, in milliseconds; the real service needs 5 to 15 seconds. */
  deleteLagMilliseconds: number;
  /** What becomes of deleted secrets, as Key Vault calls it: with `Recoverable` nobody can purge them before their time. */
  recoveryLevel: 'Recoverable+Purgeable' | 'Recoverable' | 'Purgeable';
}
