import { DomainError } from '../../../src/domain/errors';
import type { Vault, VaultDetails, VaultPut, VaultRead } from '../../../src/domain/ports';
import type { VaultEntry } from '../../../src/domain/secrets/secret';
import type { Sensitive } from '../../../src/domain/sensitive';
import type { Location } from '../../../src/domain/vaulting/location';
import { Interruptions } from './interruptions';

interface Version {
  readonly version: string;
  readonly value: Sensitive;
  readonly details: VaultDetails;
}

interface Entry {
  readonly versions: Version[];
  deleted: boolean;
}

/**
 * Vaults in memory that behave like Key Vault where the domain can notice: every put is a new version, a deleted name
 * is taken until it is purged, and expired versions still open.
 *
 * `interruptions` has the failure switches.
 */
export class MemoryVault implements Vault {
  readonly interruptions = new Interruptions<'put' | 'get' | 'remove'>('vault');
  readonly #vaults = new Map<string, Map<string, Entry>>();
  #made = 0;
  #asked = 0;

  put(location: Location, name: string, value: Sensitive, about: VaultDetails): Promise<VaultPut> {
    checkAgainstLimits(name, about);
    return this.interruptions.around('put', () => {
      const entry = this.#entries(location).get(name.toLowerCase()) ?? { versions: [], deleted: false };
      if (entry.deleted) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      this.#made += 1;
      const version = this.#made.toString(16).padStart(32, '0');
      entry.versions.push({ version, value, details: about });
      this.#entries(location).set(name.toLowerCase(), entry);
      return { entry: { name, version }, requestId: this.#requestId() };
    });
  }

  get(location: Location, entry: VaultEntry): Promise<VaultRead | undefined> {
    return this.interruptions.around('get', () => {
      const found = this.#live(location, entry.name).find((one) => one.version === entry.version);
      return found && { value: found.value, requestId: this.#requestId() };
    });
  }

  remove(location: Location, name: string): Promise<{ readonly requestId: string }> {
    return this.interruptions.around('remove', () => {
      const entry = this.#entries(location).get(name.toLowerCase());
      if (entry) entry.deleted = true;
      return { requestId: this.#requestId() };
    });
  }

  /** For tests: names that hold a live entry. */
  names(location: Location): readonly string[] {
    return [...this.#entries(location)].filter(([, entry]) => !entry.deleted).map(([name]) => name);
  }

  /** For tests: what was stored beside each live version of the name, oldest first. */
  details(location: Location, name: string): readonly VaultDetails[] {
    return this.#live(location, name).map((one) => one.details);
  }

  /** For tests: what an operator's purge does; the name is free again. */
  purge(location: Location, name: string): void {
    this.#entries(location).delete(name.toLowerCase());
  }

  /** A new one for every answer, as Key Vault's are. */
  #requestId(): string {
    this.#asked += 1;
    return `vault-request-${this.#asked}`;
  }

  #live(location: Location, name: string): readonly Version[] {
    const entry = this.#entries(location).get(name.toLowerCase());
    return entry && !entry.deleted ? entry.versions : [];
  }

  #entries(location: Location): Map<string, Entry> {
    const entries = this.#vaults.get(location.vaultUrl) ?? new Map<string, Entry>();
    this.#vaults.set(location.vaultUrl, entries);
    return entries;
  }
}

/** Key Vault's own limits; breaking one is a bug of the caller, not an expected failure. */
function checkAgainstLimits(name: string, about: VaultDetails): void {
  if (!/^[0-9a-zA-Z-]{1,127}$/.test(name)) throw new RangeError('not a Key Vault secret name');
  if (Object.keys(about.tags).length > 15) throw new RangeError('more than 15 tags');
  if (about.contentType.length > 255) throw new RangeError('content type too long');
}
