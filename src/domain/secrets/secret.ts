import type { Reference } from '../reference';

/** How a secret stands. Only `active` secrets have a credential on the application. */
export type SecretState = 'active' | 'deleting' | 'deleted' | 'removed_unseen' | 'replaced' | 'gone';

/** One client secret that the bot made: one `keyId`, with the details a person gave. Never holds the value. */
export interface Secret {
  readonly reference: Reference;
  readonly tenantId: string;
  /** The application as it was at creation; ids never change, the name may. */
  readonly application: { readonly objectId: string; readonly appId: string; readonly displayName: string };
  readonly keyId: string;
  /** First three characters of the value, from Entra: the one part that may be stored. */
  readonly hint?: string;
  readonly name: string;
  readonly description: string;
  readonly locationId: string;
  /** Where the value is kept; `undefined` when it is not vaulted. */
  readonly vaultEntry?: VaultEntry;
  readonly sharing: boolean;
  readonly preApproved: boolean;
  readonly owner: { readonly objectId: string; readonly displayName: string };
  readonly creator: { readonly objectId: string; readonly displayName: string };
  readonly startsAt: Date;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly state: SecretState;
  /** When the state left `active`; `undefined` while it is. */
  readonly endedAt?: Date;
}

/** One version of one Key Vault secret. `name` is made of the reference only: vault names may be copied globally. */
export interface VaultEntry {
  readonly name: string;
  readonly version: string;
}

/** The name a secret's vault entry has: the reference in lower case, which fits Key Vault's `[0-9a-zA-Z-]{1,127}`. */
export function vaultEntryName(reference: Reference): string {
  return reference.toLowerCase();
}

/** What can be changed after creation. */
export type SecretSettings = Pick<Secret, 'sharing' | 'preApproved' | 'owner'>;
