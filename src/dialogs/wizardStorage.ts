import type { Storage } from 'botbuilder';

/** The eTag of a write that must make the item: it conflicts with one that is there already. */
export const NEW_ITEM = 'new';

/**
 * Where wizards are kept between turns: botbuilder's Storage with real eTags, and what ending old wizards needs.
 *
 * `write` with eTag `'*'` or none overwrites; with `NEW_ITEM` it only inserts; with any other eTag it replaces exactly
 * that version. `read` gives each item its current eTag.
 *
 * @throws conflict `changed_meanwhile` from `write` when the item is not the version that was read.
 */
export interface WizardStorage extends Storage {
  /** Keys that start with `prefix` and were last written before `before`, oldest first, at most `limit`. */
  keysUnchangedSince(prefix: string, before: Date, limit: number): Promise<readonly string[]>;
  /** Deletes the item only while it has this eTag; atomic. @returns false when somebody wrote or deleted it meanwhile. */
  deleteVersion(key: string, eTag: string): Promise<boolean>;
}
