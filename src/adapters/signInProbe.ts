import type { AccessToken, TokenCredential } from '@azure/identity';
import * as z from 'zod';
import { ProbeFailure } from './probeFailure';

/** What a token of the bot's own says. It came straight from Entra, so it is not verified; it decides nothing. */
export interface TokenClaims {
  readonly audience: string;
  readonly tenantId: string;
  /** Application (client) ID of who signed in. */
  readonly appId: string;
  /** Object id of its service principal. */
  readonly principalId: string;
  /** Application permissions, for Microsoft Graph. */
  readonly roles: readonly string[];
}

const claims = z
  .object({
    aud: z.string(),
    tid: z.string(),
    appid: z.string().optional(),
    azp: z.string().optional(),
    oid: z.string(),
    roles: z.array(z.string()).default([]),
  })
  .transform(({ aud, tid, appid, azp, oid, roles }) => ({
    audience: aud,
    tenantId: tid.toLowerCase(),
    appId: (appid ?? azp ?? '').toLowerCase(),
    principalId: oid.toLowerCase(),
    roles,
  }));

const ENTRA_CODE = /AADSTS\d+/;

/** Signs in for `scope`, `https://<service>/.default`. @throws ProbeFailure with Entra's own number where it gave one. */
export async function signInFor(credential: TokenCredential, scope: string): Promise<TokenClaims> {
  return claimsFrom(() => credential.getToken(scope).then((token: AccessToken | null) => token?.token ?? ''));
}

/** What the token says that `fetchToken` brings. @throws ProbeFailure */
export async function claimsFrom(fetchToken: () => Promise<string>): Promise<TokenClaims> {
  let token: string;
  try {
    token = await fetchToken();
  } catch (error) {
    throw new ProbeFailure({ service: 'entra', ...codesIn(error) });
  }
  const parsed = claims.safeParse(payloadOf(token));
  if (!parsed.success) throw new ProbeFailure({ service: 'entra', status: 200, code: 'unreadable_token' });
  return parsed.data;
}

/** Only the codes: messages of these libraries quote the configuration. */
function codesIn(error: unknown): { readonly status: number; readonly code: string } {
  const { name, message, statusCode, code, errorCode } = error as {
    name?: string;
    message?: string;
    statusCode?: number;
    code?: string;
    errorCode?: string;
  };
  const fromEntra = [message, errorCode].map((text) => ENTRA_CODE.exec(String(text ?? ''))?.[0]).find(Boolean);
  const fromNetwork = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET)\b/.exec(String(message ?? ''))?.[0];
  return { status: statusCode ?? 0, code: fromEntra ?? fromNetwork ?? code ?? name ?? 'unknown' };
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    // Not a JWT: then nothing can be said of it.
    return undefined;
  }
}
