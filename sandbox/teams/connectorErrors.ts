/** An error answer of the Bot Connector, with the codes Teams uses. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get body(): unknown {
    return { error: { code: this.code, message: this.message } };
  }
}

export const badArgument = (message: string): ConnectorError => new ConnectorError(400, 'BadArgument', message);

export const badSyntax = (message: string): ConnectorError => new ConnectorError(400, 'BadSyntax', message);

export const notInRoster = (): ConnectorError =>
  new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');

export const conversationNotFound = (): ConnectorError =>
  new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');

export const activityNotFound = (): ConnectorError =>
  new ConnectorError(
    404,
    'ActivityNotFoundInConversation',
    'The specified activity was not found in the conversation.',
  );

export const memberNotFound = (): ConnectorError =>
  new ConnectorError(404, 'MemberNotFoundInConversation', 'The specified member was not found in the conversation.');

export const notOwnMessage = (): ConnectorError =>
  new ConnectorError(403, 'NotEnoughPermissions', 'Bots can only change their own messages.');

/** What Teams says when the person has removed or blocked the bot: a nested JSON string. */
export const writesBlocked = (): ConnectorError =>
  new ConnectorError(
    403,
    'MessageWritesBlocked',
    JSON.stringify({ subCode: 'MessageWritesBlocked', details: 'Thread is not writable.', errorCode: 209 }),
  );

export const tooBig = (): ConnectorError =>
  new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large. Reduce it and send again.');
