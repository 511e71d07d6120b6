import { DomainError } from '../errors';
import type { Sealer, Vault, VaultRead } from '../ports';
import type { Store } from '../records';
import type { Secret } from '../secrets/secret';
import type { Sensitive } from '../sensitive';
import type { Location } from '../vaulting/location';
import { locationById } from '../vaulting/vaulting';
import type { Ticket } from './ticket';

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly vault: Pick<Vault, 'get'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly locations: readonly Location[];
}

/** Why there is no value to show. */
type NoValue = 'missing' | 'wrong_key' | 'unknown_seal_key';

/** A value as it was read. `requestId` is the vault's, for the audit; empty where no vault was asked. */
export type ValueRead = VaultRead;

/** Reads the value of a ticket from where it is: the location's vault, or under the seal beside the ticket. */
export class ValueSource {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The value, as plaintext in memory. Reading shows it to nobody and claims nothing.
   *
   * @returns `missing` when the sealed bytes or the vault's entry are gone, `wrong_key` when the ticket's key does not
   * open them, `unknown_seal_key` when the operator's key that sealed them is not here
   * @throws unavailable; not_found `location` when the operator took it away
   */
  async read(ticket: Ticket, secret: Secret, ticketKey: Sensitive | undefined): Promise<ValueRead | NoValue> {
    return ticket.sealed ? this.#unsealed(ticket, ticketKey) : this.#fromVault(secret);
  }

  async #unsealed(ticket: Ticket, ticketKey: Sensitive | undefined): Promise<ValueRead | NoValue> {
    const sealed = await this.deps.store.records.tickets.sealedValue(ticket.id);
    if (!sealed) return 'missing';
    const value = ticketKey && this.deps.sealer.open(sealed, ticketKey, ticket.id);
    if (value === 'unknown_seal_key') return value;
    return value ? { value, requestId: '' } : 'wrong_key';
  }

  async #fromVault(secret: Secret): Promise<ValueRead | 'missing'> {
    const location = locationById(this.deps.locations, secret.locationId);
    if (!location) throw new DomainError('not_found', { what: 'location' });
    return (secret.vaultEntry && (await this.deps.vault.get(location, secret.vaultEntry))) ?? 'missing';
  }
}
