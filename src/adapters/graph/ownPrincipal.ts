import * as z from 'zod';

const claims = z.object({ oid: z.string(), roles: z.array(z.string()).default([]) });

/**
 * Who the bot is in the tenant and what it may do there, read from its own access token: the object id of its service
 * principal and its application permissions.
 *
 * The token is not verified, and need not be: it came straight from Entra over TLS and decides only whether the bot
 * tries; Graph decides whether it may.
 */
export function ownPrincipal(token: string): { readonly objectId: string; readonly roles: readonly string[] } {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  const { oid, roles } = claims.parse(JSON.parse(payload));
  return { objectId: oid, roles };
}
