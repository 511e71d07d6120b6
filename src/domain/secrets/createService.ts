import type { Actor } from '../actor';
import type { Origin } from '../notices/recipient';
import type { CreateIntent } from './intent';
import type { SecretDraft } from './secretDraft';

/** Where a create comes from. `wizardId` becomes the intent's id, so that Submit may arrive twice. */
export interface CreateContext {
  readonly wizardId: string;
  readonly origin: Origin;
}

/** Creates secrets: Submit writes down what is wanted, `fulfil` does it. */
export class CreateService {
  /**
   * Checks everything again and writes the intent down; nothing outside is touched. May be repeated: a second call
   * with the same `wizardId` gives the same intent.
   *
   * @throws invalid_input, refused, not_found as the wizard's own checks; conflict when the id is somebody else's.
   */
  async submit(_actor: Actor, _draft: SecretDraft, _context: CreateContext): Promise<CreateIntent> {
    throw new Error('not built yet');
  }

  /**
   * Works on one intent until it has ended or must wait: the saga for a new one, the recovery for one that was
   * interrupted. May be called by anybody at any time: only one caller works, the others return at once. What the
   * person must know goes to the outbox under subject `wizard:<intent id>`. Never throws an expected failure.
   */
  async fulfil(_intentId: string): Promise<void> {
    throw new Error('not built yet');
  }

  /**
   * What was typed for an earlier create, for "Create again".
   *
   * @throws not_found unless it was this actor's.
   */
  async draftOf(_actor: Actor, _intentId: string): Promise<SecretDraft> {
    throw new Error('not built yet');
  }
}
