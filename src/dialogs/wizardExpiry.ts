import type { Ids, Store } from '../domain/ports';
import type { WizardStorage } from './wizardStorage';

/** What ending old wizards needs. */
export interface WizardExpiryDeps {
  readonly storage: WizardStorage;
  readonly ids: Pick<Ids, 'id'>;
  readonly store: Store;
}

/** Ends wizards that nobody touched for 24 hours and tells their people, through the outbox. */
export class WizardExpiry {
  constructor(readonly deps: WizardExpiryDeps) {}

  /** One pass; call it on the sweep's timer. May be repeated and run in several processes at once. */
  async sweep(_now: Date): Promise<void> {
    throw new Error('not written yet');
  }
}
