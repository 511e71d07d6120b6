/** How often something may be done, and what it is counted for. Windows begin with the first of what they count. */
interface Limit {
  /** Whose doings are counted together. */
  readonly per: 'person' | 'application';
  readonly most: number;
  readonly windowSeconds: number;
}

/**
 * The closed table of limits. No number is near what a person does by hand: they stop scripts and stolen sessions.
 * `docs/limits.md` shows them, and a test compares.
 */
export const limitTable = {
  /** Every message and every click. */
  turn: { per: 'person', most: 600, windowSeconds: 60 },
  /** Every keystroke in a search field. */
  search: { per: 'person', most: 600, windowSeconds: 60 },
  /** Opening a carrier and showing its value: a value takes two. */
  reveal: { per: 'person', most: 60, windowSeconds: 60 },
  /** Creates, deletes and reissues, each about to be written down. */
  change: { per: 'person', most: 60, windowSeconds: 60 },
  /** The same on one application, whoever does it: Entra takes a limited number of writes too. */
  application: { per: 'application', most: 120, windowSeconds: 60 },
  /** Whatever asks or tells other people: requests for access and changes of settings. */
  ask: { per: 'person', most: 60, windowSeconds: 600 },
} as const satisfies Record<string, Limit>;

/** What is limited by number. */
export type LimitName = keyof typeof limitTable;

/** Everything a person can be told to wait for; `guess` and `denied` have rules of their own. */
export type LimitReached = LimitName | 'guess' | 'denied';

/**
 * Looking for what is not there, or is not theirs to see. After so many misses in a window every further one pauses
 * all looking by reference, ticket, request and the like: each pause twice as long as the one before it.
 */
export const guessRule = {
  missesFree: 10,
  windowSeconds: 600,
  firstPauseSeconds: 30,
  longestPauseSeconds: 3_600,
  /** For how long earlier pauses lengthen the next one. */
  memorySeconds: 86_400,
} as const;

/** Limits that the administrators hear of: what they stop looks like an attack. */
export type AlarmingLimit = Extract<LimitReached, 'guess' | 'reveal'>;

/** Everything that is counted. `guess.pause` is there while a person must pause; `guess.pauses` are those of a day. */
export type CounterName = LimitName | 'denied' | 'guess.miss' | 'guess.pause' | 'guess.pauses';

/** Asking for the same secret again and again after having been told no. */
export const denialRule = { most: 3, windowSeconds: 86_400 } as const;
