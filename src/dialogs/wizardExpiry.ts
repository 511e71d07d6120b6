import { isDomainError } from '../domain/errors';
import type { Ids } from '../domain/ports';
import type { Store } from '../domain/records';
import type { WizardRecord } from './wizardRecord';
import { aboutOf, close, isExpired, isOpen, itemOf, parseRecord, WIZARD_LIFE_MS, WIZARD_PREFIX } from './wizardRecord';
import type { WizardStorage } from './wizardStorage';

/** How many wizards one pass looks at; the next pass takes the rest. */
const PER_PASS = 100;

/** What ending old wizards needs. */
export interface WizardExpiryDeps {
  readonly storage: WizardStorage;
  readonly ids: Pick<Ids, 'id'>;
  readonly store: Pick<Store, 'records'>;
}

/** Ends wizards that nobody touched for 24 hours and tells their people, through the outbox. */
export class WizardExpiry {
  constructor(private readonly deps: WizardExpiryDeps) {}

  /** One pass; call it on the sweep's timer. May be repeated and run in several processes at once. */
  async sweep(now: Date): Promise<void> {
    const { storage } = this.deps;
    const before = new Date(now.getTime() - WIZARD_LIFE_MS);
    for (const key of await storage.keysUnchangedSince(WIZARD_PREFIX, before, PER_PASS)) {
      const item = (await storage.read([key]))[key];
      if (item === undefined) continue;
      const record = parseRecord(item);
      if (record !== undefined && !isExpired(record, now)) continue;
      if (record !== undefined && isOpen(record)) await this.expire(key, item.eTag, record, now);
      else await storage.deleteVersion(key, item.eTag);
    }
  }

  /**
   * Tells first: an expired wizard never goes on, so what is told stays true whoever ends the record, and a pass that
   * dies in between is repeated by the next, about the same message.
   */
  private async expire(key: string, eTag: string, record: WizardRecord, now: Date): Promise<void> {
    const about = aboutOf(record);
    await this.tell(record, about.applicationName, now);
    record.touchedAt = now.toISOString();
    close(record, { how: 'expired', ...about });
    try {
      await this.deps.storage.write({ [key]: { ...itemOf(record), eTag } });
    } catch (error) {
      // Its person was faster and ended it or began another; there is nothing left to end.
      if (!isDomainError(error, 'conflict')) throw error;
    }
  }

  private async tell(record: WizardRecord, applicationName: string | undefined, now: Date): Promise<void> {
    const { wizardId, tenantId, personId, origin } = record;
    const { intents, outbox } = this.deps.store.records;
    // A wizard that was submitted has its own ending, even where the process ended before it could note that.
    if (wizardId === undefined || (await intents.findCreate(wizardId)) !== undefined) return;
    await outbox.add({
      id: this.deps.ids.id(),
      to: { tenantId, personId, origin },
      subject: `wizard:${wizardId}`,
      notice: { kind: 'wizard_expired', ...(applicationName !== undefined && { applicationName }) },
      nextAttemptAt: now,
    });
  }
}
