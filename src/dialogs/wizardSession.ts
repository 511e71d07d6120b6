import { isDomainError } from '../domain/errors';
import {
  aboutOf,
  close,
  isExpired,
  isOpen,
  itemOf,
  parseRecord,
  WIZARD_PREFIX,
  type WizardRecord,
} from './wizardRecord';
import { NEW_ITEM, type WizardStorage } from './wizardStorage';
import type { WizardTurn } from './wizardTurn';

/** Somebody else saved the wizard since it was read: the turn has to start over. Never leaves `dialogs/`. */
export class ChangedElsewhere extends Error {}

/** The key of one person's wizard in one conversation. */
export function wizardKey({ context, actor, origin }: WizardTurn): string {
  return `${WIZARD_PREFIX}${context.activity.channelId}/${origin.conversationId}/${actor.tenantId}/${actor.objectId}`;
}

/** One wizard during one turn: read once, changed in memory, saved only over the version that was read. */
export class WizardSession {
  readonly #before: string;
  #saved: string;

  private constructor(
    private readonly storage: WizardStorage,
    private readonly key: string,
    private eTag: string | undefined,
    readonly record: WizardRecord,
  ) {
    this.#before = JSON.stringify(record);
    this.#saved = this.#before;
  }

  /** Reads the person's wizard in this conversation; one whose time has come is seen as ended. */
  static async load(storage: WizardStorage, turn: WizardTurn): Promise<WizardSession> {
    const key = wizardKey(turn);
    const item = (await storage.read([key]))[key];
    const record = parseRecord(item) ?? emptyRecord(turn);
    const session = new WizardSession(storage, key, item === undefined ? NEW_ITEM : item.eTag, record);
    if (session.isOpen && isExpired(record, turn.now)) session.end('expired');
    return session;
  }

  get isOpen(): boolean {
    return isOpen(this.record);
  }

  /** Ends the open wizard with nothing created. */
  end(how: 'cancelled' | 'expired'): void {
    close(this.record, { how, ...aboutOf(this.record) });
  }

  /** Saves what changed, if anything did. @throws ChangedElsewhere */
  async save(now: Date): Promise<void> {
    if (JSON.stringify(this.record) === this.#saved) return;
    this.record.touchedAt = now.toISOString();
    await this.write(this.record);
  }

  /**
   * Puts back what was read, after a claim that came to nothing, or `unsure` may have. A later change by somebody else
   * stands.
   */
  async undo(unsure = false): Promise<void> {
    if (this.#saved === this.#before) return;
    try {
      const before: WizardRecord = JSON.parse(this.#before);
      await this.write(unsure ? { ...before, unsure } : before);
    } catch (error) {
      if (!(error instanceof ChangedElsewhere)) throw error;
    }
  }

  private async write(record: WizardRecord): Promise<void> {
    const json = JSON.stringify(record);
    const eTag = this.eTag ?? (await this.eTagOfOurs());
    try {
      await this.storage.write({ [this.key]: { ...itemOf(record), eTag } });
    } catch (error) {
      throw isDomainError(error, 'conflict') ? new ChangedElsewhere() : error;
    }
    this.#saved = json;
    this.eTag = undefined;
  }

  /** Storage does not say which eTag a write got, so it is read back, and must still be on what we wrote. */
  private async eTagOfOurs(): Promise<string> {
    const item = (await this.storage.read([this.key]))[this.key];
    if (JSON.stringify(parseRecord(item)) !== this.#saved) throw new ChangedElsewhere();
    return item.eTag;
  }
}

function emptyRecord({ actor, origin, now }: WizardTurn): WizardRecord {
  return {
    tenantId: actor.tenantId,
    personId: actor.objectId,
    origin,
    touchedAt: now.toISOString(),
    dialogs: { dialogStack: [] },
  };
}
