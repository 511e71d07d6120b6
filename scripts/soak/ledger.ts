/** What one person submitted, and what they know of it. */
export interface Entry {
  readonly person: string;
  /** Unique in the whole run. */
  readonly name: string;
  readonly vaulted: boolean;
  /** Whether sharing is on, as its person was told last; `undefined` while a change of it has no answer. */
  shared: boolean | undefined;
  /** Whether the bot took the submit, by its answer; false while none came. */
  taken: boolean;
  /** The reference for which they pressed the delete button that confirms. */
  deleteAsked?: string;
  /** The reference of which a click was answered that it is there no more. */
  answeredGone?: string;
}

/** A value that somebody saw, with the card it came from. Kept in memory, printed nowhere. */
export interface Sight {
  readonly person: string;
  readonly ticket: string;
  readonly value: string;
}

/** Everything people did that must be accounted for in the end. */
export class Ledger {
  readonly entries: Entry[] = [];
  readonly sights: Sight[] = [];

  /** Written down before the click, because its answer may not come. */
  submits(entry: Entry): Entry {
    this.entries.push(entry);
    return entry;
  }

  saw(sight: Sight): void {
    this.sights.push(sight);
  }

  /** What somebody else shares. */
  sharedByOthers(person: string): readonly Entry[] {
    return this.entries.filter((one) => one.person !== person && one.shared && !isGivenUp(one));
  }

  of(person: string): readonly Entry[] {
    return this.entries.filter((one) => one.person === person && !isGivenUp(one));
  }
}

function isGivenUp({ deleteAsked, answeredGone }: Entry): boolean {
  return deleteAsked !== undefined || answeredGone !== undefined;
}
