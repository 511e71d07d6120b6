import type { TokenCredential } from '@azure/identity';
import { BotCredentials } from '../adapters/teams/botCredentials';
import type { Config } from '../config';

/** How the bot proves to Entra that it is its registration. `managedIdentity` is asked only where that is the proof. */
export function botCredentialsOf(
  { bot, tenantId, cloud }: Pick<Config, 'bot' | 'tenantId' | 'cloud'>,
  managedIdentity: TokenCredential,
): BotCredentials {
  const { appId } = bot;
  const { authority } = cloud;
  const proof = bot.appType === 'UserAssignedMSI' ? { managedIdentity } : bot;
  return new BotCredentials({ appId, tenantId, authority, proof });
}
