import type { TokenIssuer } from './tokenIssuer';

type Json = Readonly<Record<string, unknown>>;

/** One thing that must get nobody in. What is left out is as it should be. */
export interface GateCase {
  readonly fault: string;
  readonly status: 401 | 403 | 431;
  readonly authorization?: (issuer: TokenIssuer) => string | undefined;
  readonly activity?: Json;
  /** Laid over the sender. */
  readonly sender?: Json;
}

/** The header of a token of the channel that says something else than usual. */
export function claims(changed: Json): (issuer: TokenIssuer) => string {
  return (issuer) => `Bearer ${issuer.token({ claims: changed })}`;
}
