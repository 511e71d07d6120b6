import type { AppCredentials } from 'botframework-connector';

/** Where tokens for the Bot Connector come from. */
interface Credentials {
  createCredentials(appId: string, audience: string): Promise<AppCredentials>;
}

/**
 * Gives the bot's own token for the Bot Connector, the same until five minutes before its end, and a new one when asked.
 *
 * @param audience whom it is for.
 * @returns a function that throws what the sign-in throws; its next call tries again.
 */
export function botToken(
  credentials: Credentials,
  appId: string,
  audience: string,
): (renew: boolean) => Promise<string> {
  let made: AppCredentials | undefined;
  return async (renew) => {
    made ??= await credentials.createCredentials(appId, audience);
    return made.getToken(renew);
  };
}
