import { azureCredential } from '../adapters/azureCredential';
import { GraphProbe } from '../adapters/graph/graphProbe';
import { VaultProbe } from '../adapters/keyVault/vaultProbe';
import { createLogger } from '../adapters/logger';
import { claimsFrom, signInFor, type TokenClaims } from '../adapters/signInProbe';
import { botToken } from '../adapters/teams/botToken';
import { commands } from '../bot/commands';
import type { Config } from '../config';
import type { Audience, DoctorWishes, Patient } from '../doctor/context';
import { botCredentialsOf } from './botSignIn';
import { storageOf } from './doctorStorage';

/** What the doctor looks with, made of the same parts as the bot: what works here works there. Calls nobody. */
export function patientOf(config: Config, wishes: DoctorWishes): Patient {
  const { bot, cloud } = config;
  const { graphUrl } = cloud;
  const credential = azureCredential(config.azureSignIn);
  const credentials = botCredentialsOf(config, credential);
  const connectorToken = botToken(credentials, bot.appId, cloud.channel.audience);
  // The doctor says itself what went wrong.
  const logger = createLogger({ level: 'silent' });
  const ways: Readonly<Record<Audience, () => Promise<TokenClaims>>> = {
    graph: () => signInFor(credential, `${graphUrl}/.default`),
    vault: () => signInFor(credential, `https://${cloud.vaultSuffix.slice(1)}/.default`),
    teams: () => claimsFrom(() => connectorToken(true)),
  };
  const signedIn = new Map<Audience, Promise<TokenClaims>>();
  return {
    config,
    graphUrl,
    wishes,
    signIn: (audience) => {
      const claims = signedIn.get(audience) ?? ways[audience]();
      signedIn.set(audience, claims);
      return claims;
    },
    graph: new GraphProbe({ url: graphUrl, credential, logger }),
    vaults: new VaultProbe(credential),
    storage: storageOf(config, credential),
    commands,
  };
}
