import type { TokenCredential } from '@azure/identity';
import type { GetSecretOptions, SecretClient } from '@azure/keyvault-secrets';
import type { Logger } from 'pino';
import { DomainError } from '../../domain/errors';
import type { Vault, VaultDetails, VaultPut, VaultRead } from '../../domain/ports';
import type { VaultEntry } from '../../domain/secrets/secret';
import { Sensitive } from '../../domain/sensitive';
import type { Location } from '../../domain/vaulting/location';
import { type OutsideCalls, UNOBSERVED } from '../../telemetry/outsideCalls';
import { madeOnce } from '../madeOnce';
import { failureOf, type KeyVaultFailure } from './keyVaultFailure';
import { observedRequests } from './observedRequests';

const DEADLINE_MS = 15_000;

/** What the vaults are reached with. The credential needs Key Vault Secrets Officer on each location's vault. */
export interface KeyVaultOptions {
  readonly credential: TokenCredential;
  readonly logger: Pick<Logger, 'warn'>;
  /** Is told of every request, repeated ones too. */
  readonly calls?: OutsideCalls;
}

/**
 * The locations' Azure Key Vaults; one client per vault, made at first use and kept.
 *
 * Plaintext passes through `put` and `get`. Failures are logged by status, code and request id: the SDK's errors carry
 * the value in their request and never leave this class.
 */
export class KeyVaultVault implements Vault {
  readonly #credential: TokenCredential;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #calls: OutsideCalls;
  readonly #clients = new Map<string, () => Promise<SecretClient>>();

  constructor({ credential, logger, calls = UNOBSERVED }: KeyVaultOptions) {
    this.#calls = calls;
    this.#credential = credential;
    this.#logger = logger;
  }

  async put(location: Location, name: string, value: Sensitive, about: VaultDetails): Promise<VaultPut> {
    const stored = await this.#ask('put', async (seen) => {
      // Plaintext leaves for the location's vault here.
      return await (await this.#client(location)).setSecret(name, value.expose(), {
        expiresOn: about.expiresAt,
        contentType: about.contentType,
        tags: { ...about.tags },
        ...seen,
      });
    });
    if (stored.failure) throw putError(stored.failure);
    const { version } = stored.answer.properties;
    if (!version) throw new DomainError('unavailable', { service: 'vault' });
    return { entry: { name, version }, requestId: stored.requestId };
  }

  async get(location: Location, entry: VaultEntry): Promise<VaultRead | undefined> {
    const read = await this.#ask('get', async (seen) => {
      return await (await this.#client(location)).getSecret(entry.name, { version: entry.version, ...seen });
    });
    if (read.failure?.status === 404) return undefined;
    if (read.failure) throw unavailable(read.failure);
    const { value } = read.answer;
    if (value === undefined) throw new DomainError('unavailable', { service: 'vault' });
    return { value: new Sensitive(value), requestId: read.requestId };
  }

  /** Key Vault needs some seconds to finish a deletion. Nothing waits for it: once it was taken it can't be seen again. */
  async remove(location: Location, name: string): Promise<{ readonly requestId: string }> {
    const { failure, requestId } = await this.#ask('remove', async (seen) => {
      await (await this.#client(location)).beginDeleteSecret(name, seen);
    });
    if (!failure) return { requestId };
    if (failure.status === 404 || isDeleted(failure)) return { requestId: failure.requestId };
    throw unavailable(failure);
  }

  async #ask<T>(operation: string, request: (options: AskOptions) => Promise<T>): Promise<Asked<T>> {
    let answered = '';
    const abortSignal = AbortSignal.timeout(DEADLINE_MS);
    // The first answer decides; what the SDK asks afterwards (how a deletion goes on) has ids of its own.
    const onResponse: AskOptions['onResponse'] = ({ headers }) => {
      answered ||= headers.get('x-ms-request-id') ?? '';
    };
    try {
      return { answer: await request({ abortSignal, onResponse }), requestId: answered };
    } catch (error) {
      const failure = failureOf(error);
      const { status, code, reason, requestId } = failure;
      if (status !== 404) this.#logger.warn({ operation, status, code, reason, requestId }, 'key_vault_failed');
      return { failure };
    }
  }

  #client({ vaultUrl }: Location): Promise<SecretClient> {
    const client = this.#clients.get(vaultUrl) ?? madeOnce(() => this.#make(vaultUrl));
    this.#clients.set(vaultUrl, client);
    return client();
  }

  /** The library takes a while to load: a start does not wait for it. */
  async #make(vaultUrl: string): Promise<SecretClient> {
    const { SecretClient } = await import('@azure/keyvault-secrets');
    return new SecretClient(vaultUrl, this.#credential, {
      retryOptions: { maxRetries: 2, retryDelayInMs: 500, maxRetryDelayInMs: 2_000 },
      additionalPolicies: [{ policy: observedRequests(this.#calls), position: 'perRetry' }],
    });
  }
}

type AskOptions = Required<Pick<GetSecretOptions, 'abortSignal' | 'onResponse'>>;

type Asked<T> =
  | { readonly answer: T; readonly requestId: string; readonly failure?: never }
  | { readonly failure: KeyVaultFailure; readonly requestId?: never };

function putError(failure: KeyVaultFailure): DomainError {
  return isDeleted(failure) ? new DomainError('conflict', { reason: 'changed_meanwhile' }) : unavailable(failure);
}

/** A name stays taken while its entry is being deleted and until it is purged. Parallel writes are a 409 of another kind. */
function isDeleted({ status, reason }: KeyVaultFailure): boolean {
  return status === 409 && (reason === 'ObjectIsBeingDeleted' || reason === 'ObjectIsDeletedButRecoverable');
}

function unavailable({ retryAfterSeconds }: KeyVaultFailure): DomainError {
  return new DomainError('unavailable', {
    service: 'vault',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
