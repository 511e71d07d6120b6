import type { GraphProbe } from '../adapters/graph/graphProbe';
import type { VaultProbe } from '../adapters/keyVault/vaultProbe';
import type { TokenClaims } from '../adapters/signInProbe';
import type { Config } from '../config';

/** What the operator said to `npm run doctor`. */
export interface DoctorWishes {
  /** The application to look at: client id, object id or name; SecretBot picks one when left out. */
  readonly application?: string;
}

/** Services that SecretBot signs in to, each for a token of its own. */
export type Audience = 'graph' | 'vault' | 'teams';

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
}
