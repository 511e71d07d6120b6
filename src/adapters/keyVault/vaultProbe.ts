import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { ProbeFailure } from '../probeFailure';
import { failureOf } from './keyVaultFailure';

const DEADLINE_MS = 15_000;
/** The probe says itself that nothing needs it. */
const PROBE_LIFETIME_MS = 5 * 60_000;

/** What the bot does with a vault, in the order in which the probe does it. */
export type VaultAct = 'set' | 'get' | 'delete';

/** How a probe of one vault went: as far as the first act that failed. */
export interface VaultProbed {
  /** Of the entry that was made for the probe. */
  readonly name: string;
  /** The act that failed, and why; `undefined` when all went well. */
  readonly failed?: { readonly act: VaultAct; readonly failure: ProbeFailure };
  /** Whether the value read is the one that was stored; `undefined` when nothing could be read. */
  readonly same?: boolean;
  /** As Key Vault calls it: `Recoverable` with purge protection, `Recoverable+Purgeable` without. */
  readonly recoveryLevel?: string;
  /** Days that a deleted entry stays recoverable. */
  readonly recoverableDays?: number;
}

/**
 * Tries what the bot does with a vault: stores, reads and deletes an entry of its own that holds nothing secret.
 *
 * Each probe leaves one deleted entry behind, which the vault keeps for its retention time like every other.
 */
export class VaultProbe {
  constructor(private readonly credential: TokenCredential) {}

  /** @param vaultUrl as in the locations file. Throws nothing but bugs. */
  async probe(vaultUrl: string): Promise<VaultProbed> {
    const client = new SecretClient(vaultUrl, this.credential, { retryOptions: { maxRetries: 1 } });
    const name = `secretbot-doctor-${randomUUID()}`;
    let act: VaultAct = 'set';
    let probed: VaultProbed = { name };
    try {
      const value = 'npm run doctor';
      const expiresOn = new Date(Date.now() + PROBE_LIFETIME_MS);
      const { properties } = await client.setSecret(name, value, { expiresOn, contentType: 'text/plain', ...inTime() });
      const { recoveryLevel, recoverableDays, version } = properties;
      probed = { name, ...(recoveryLevel && { recoveryLevel }), ...(recoverableDays && { recoverableDays }) };
      act = 'get';
      const read = await client.getSecret(name, { ...(version && { version }), ...inTime() });
      probed = { ...probed, same: read.value === value };
      act = 'delete';
      await client.beginDeleteSecret(name, inTime());
      return probed;
    } catch (error) {
      const failure = probeFailure(error);
      // What was stored goes again, also where it could not be read.
      if (act === 'get') await client.beginDeleteSecret(name, inTime()).catch(() => undefined);
      return { ...probed, failed: { act, failure } };
    }
  }
}

function inTime(): { readonly abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(DEADLINE_MS) };
}

function probeFailure(error: unknown): ProbeFailure {
  const { status, code, reason, requestId } = failureOf(error);
  return new ProbeFailure({ service: 'vault', status, code, reason, requestId });
}
