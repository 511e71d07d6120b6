import type { TokenCredential } from '@azure/identity';
import { Gate } from '../bot/gate';
import type { Config } from '../config';
import type { Clock } from '../domain/ports';
import { botCredentialsOf } from './botSignIn';

/** The gate of the bot's cloud. A bot that is a managed identity answers as that identity, too. */
export function gateOf(config: Config, credential: TokenCredential, clock: Clock): Gate {
  const { bot, tenantId, cloud } = config;
  const credentials = botCredentialsOf(config, credential);
  return new Gate({ appId: bot.appId, tenantId, channel: cloud.channel, credentials, clock });
}
