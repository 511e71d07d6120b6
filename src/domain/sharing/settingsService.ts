import type { Actor } from '../actor';
import type { Origin } from '../notices/recipient';
import type { Clock, Ids, Store } from '../ports';
import type { Reference } from '../reference';
import type { SettingsForm, SettingsOutcome, WantedSettings } from './sharingViews';

interface Dependencies {
  readonly store: Store;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** What a change of settings is asked with. */
export interface SettingsWish {
  readonly reference: Reference;
  readonly wanted: WantedSettings;
  /** Needed only where the change waits for approvers. */
  readonly reason: string;
  readonly origin: Origin;
}

/** Changes sharing, pre-approval and owner after creation. */
export class SettingsService {
  constructor(private readonly deps: Dependencies) {}

  /** The settings of the secret that a reference or a unique name means. @throws not_found; ambiguous; not_allowed `share`; gone */
  form(_actor: Actor, _text: string): Promise<SettingsForm> {
    throw new Error(`being built ${this.deps.clock.now()}`);
  }

  /**
   * Changes the settings at once; a change that would give the actor access waits for the location's approvers instead.
   *
   * @throws as `form`; invalid_input for `share`, `preApprove`, `owner`, and `reason` where it waits; too_few_approvers;
   * conflict `changed_meanwhile`; frozen where it would give somebody a ticket
   */
  change(_actor: Actor, _wish: SettingsWish): Promise<SettingsOutcome> {
    throw new Error('being built');
  }
}
