/** Where a command was given and by whom: enough to answer there later. Ids are Teams' own. */
export interface Origin {
  readonly kind: 'personal' | 'groupChat' | 'channel';
  /** Teams conversation id; in a channel it includes the thread (`;messageid=`). */
  readonly conversationId: string;
  /** Bot Connector address, already checked against the allow-list. */
  readonly serviceUrl: string;
  /** Entra object id of the person who gave the command. */
  readonly personId: string;
  /** The person's Teams id (`29:…`), which targeted messages need. */
  readonly teamsId: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** Whom a notice is for. With an origin it goes privately to where the command was given, else to the personal chat. */
export interface Recipient {
  readonly tenantId: string;
  readonly personId: string;
  readonly origin?: Origin;
}
