/** Hosts of the Bot Connector for Teams: the bot's own token goes there, so nothing else is ever called. */
const HOSTS: readonly string[] = ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'];
const HOST_SUFFIX = '.botframework.com';

/** Tells whether this is an address the bot may send its token to: https, the usual port, a host of the allow-list. */
export function isTeamsServiceUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const plain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  return plain && (HOSTS.includes(url.hostname) || url.hostname.endsWith(HOST_SUFFIX));
}
