/**
 * Tells whether this is an address the bot may send its token to: https, the usual port, a host of the allow-list.
 *
 * @param hosts of the Bot Connector in the bot's cloud; `*.` at the start stands for any name before it.
 */
export function isTeamsServiceUrl(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, port, username, password, hostname } = new URL(address);
  const plain = protocol === 'https:' && port === '' && username === '' && password === '';
  return plain && hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}
