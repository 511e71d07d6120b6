import type { AppCredentials } from 'botframework-connector';

/** Where tokens for the Bot Connector come from, as the bot's messages get theirs. */
interface Credentials {
  createCredentials(appId: string, audience: string): Promise<AppCredentials>;
}

/** The bot's own token for the Bot Connector, a fresh one. `audience`: whom it is for. @throws what the sign-in throws */
export async function botToken(credentials: Credentials, appId: string, audience: string): Promise<string> {
  return (await credentials.createCredentials(appId, audience)).getToken(true);
}
