/** What one person submitted, and what they know of it. */
export interface Entry {
  readonly person: string;
  /** Unique in the whole run. */
  readonly name: string;
  readonly vaulted: boolean;
  readonly shared: boolean;
  reference?: string;
  /** Set when they pressed the delete button that confirms. */
  deleteAsked?: boolean;
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

  submitted(entry: Entry): Entry {
    this.entries.push(entry);
    return entry;
  }

  saw(sight: Sight): void {
    this.sights.push(sight);
  }

  /** A shared secret of somebody else's that a person may ask for. */
  sharedByOthers(person: string): readonly Entry[] {
    return this.entries.filter((one) => one.person !== person && one.shared && one.reference && !one.deleteAsked);
  }

  of(person: string): readonly Entry[] {
    return this.entries.filter((one) => one.person === person && one.reference !== undefined && !one.deleteAsked);
  }
}
