/** A named place for secrets, configured by the operator: whose vault and which rules apply. */
export interface Location {
  readonly id: string;
  readonly name: string;
  /** `https://<vault>.vault.azure.net`, without a trailing slash. */
  readonly vaultUrl: string;
  /** Longest lifetime in days of a secret that belongs here; `undefined` means no cap of its own. */
  readonly maxLifetimeDays?: number;
  /** Object ids of the people who decide when the owner can't. */
  readonly approvers: readonly string[];
  /** How many different approvers must agree. */
  readonly approvals: number;
  /** Entra group whose members may use the location; `undefined` means every member of the tenant. */
  readonly usersGroupId?: string;
  /** Whether guests of the tenant may own secrets here. */
  readonly allowGuests: boolean;
  readonly maxGrantHours: number;
}
