/** An Adaptive Card, version 1.5, ready to be sent. */
export type Card = Record<string, unknown>;

/** When and where a card is looked at: what its dates are said by. */
export interface Viewing {
  readonly now: Date;
  /** IANA zone of the person. */
  readonly timeZone: string;
}
