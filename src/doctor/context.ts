import type { AuditKey } from '../adapters/crypto/auditKey';
import type { SealKeys } from '../adapters/crypto/sealKey';
import type { GraphProbe } from '../adapters/graph/graphProbe';
import type { VaultProbe } from '../adapters/keyVault/vaultProbe';
import type { TokenClaims } from '../adapters/signInProbe';
import type { Config } from '../config';
import type { HealthReport } from '../control/operations';

/** What the operator said to `npm run doctor`. */
export interface DoctorWishes {
  /** The application to look at: client id, object id or name; SecretBot picks one when left out. */
  readonly application?: string;
  /** Where Teams reaches the bot, `https://<host>/api/messages`; not looked at when left out. */
  readonly endpoint?: string;
  /** The app package that people have. */
  readonly appPackage: string;
}

/** Services that SecretBot signs in to, each for a token of its own. */
export type Audience = 'graph' | 'vault' | 'teams';

/** The database and the keys, as the bot would find them. Nothing is made or brought up to date. */
export interface Storage {
  /** @throws DatabaseError, ControlError; ProbeFailure where the database wants a token and Entra gives none */
  readonly database: () => Promise<{ readonly report: HealthReport; readonly botRuns: boolean }>;
  /** The seal keys. @returns `undefined` where none was made yet. @throws KeyError */
  readonly sealKeys: () => SealKeys | undefined;
  /** The audit key. @returns `undefined` where none was made yet. @throws KeyError */
  readonly auditKey: () => AuditKey | undefined;
}

/** What the checks look with. One run of the doctor has one; nothing in it remembers a secret. */
export interface Patient {
  readonly config: Config;
  /** Root of Microsoft Graph in this cloud. */
  readonly graphUrl: string;
  readonly wishes: DoctorWishes;
  /** Signs in; the same promise for the same audience. @throws ProbeFailure */
  readonly signIn: (audience: Audience) => Promise<TokenClaims>;
  readonly graph: GraphProbe;
  readonly vaults: VaultProbe;
  readonly storage: Storage;
  /** The commands that the bot knows. */
  readonly commands: readonly { readonly name: string; readonly audience: 'everybody' | 'administrators' }[];
}
