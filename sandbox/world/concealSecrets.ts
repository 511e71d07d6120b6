/** Properties that hold something secret wherever they occur in what the bot and the stand-ins exchange. */
const secretProperties = new Set(['secrettext', 'client_secret', 'client_assertion', 'access_token', 'authorization']);

/** Base64url of 32 bytes: what a ticket's key looks like in button data. */
const ticketKey = /^[\w-]{43}$/;

/**
 * A copy in which everything secret is replaced by a string of the same length, so that descriptions of formats still
 * fit: the values of the properties above, Key Vault's `value`, ticket keys, and any text that contains `marker`.
 */
export function concealSecrets(thing: unknown, marker: string, property = '', host = ''): unknown {
  if (typeof thing === 'string') {
    return isSecret(thing, marker, property, host) ? 'x'.repeat(thing.length) : thing;
  }
  if (Array.isArray(thing)) {
    return thing.map((item) => concealSecrets(item, marker, property, host));
  }
  if (typeof thing === 'object' && thing !== null) {
    const record: Record<string, unknown> = { ...thing };
    const inside = typeof record['host'] === 'string' ? record['host'] : host;
    return Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, concealSecrets(value, marker, key.toLowerCase(), inside)]),
    );
  }
  return thing;
}

function isSecret(text: string, marker: string, property: string, host: string): boolean {
  return (
    (marker !== '' && text.includes(marker)) ||
    secretProperties.has(property) ||
    (property === 'key' && ticketKey.test(text)) ||
    (property === 'value' && /\.vault\.(azure|usgovcloudapi)\.(net|cn)$/.test(host))
  );
}
