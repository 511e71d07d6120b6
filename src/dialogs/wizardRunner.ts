import type { ExecutePayload } from '../cards/actions';
import type { ApplicationService } from '../domain/applications/applicationService';
import type { Ids } from '../domain/ports';
import type { CreateService } from '../domain/secrets/createService';
import type { DraftService } from '../domain/secrets/draftService';
import type { WizardStorage } from './wizardStorage';
import type { StartRequest, WizardAnswer, WizardTurn, WizardVerb } from './wizardTurn';

/** What a wizard needs of the rest. */
export interface WizardDeps {
  readonly storage: WizardStorage;
  readonly ids: Pick<Ids, 'id'>;
  readonly applications: Pick<ApplicationService, 'ownsNone' | 'named' | 'byId' | 'terms'>;
  readonly drafts: Pick<DraftService, 'checkDetails' | 'checkOwner' | 'summary'>;
  readonly creates: Pick<CreateService, 'submit' | 'draftOf'>;
}

/**
 * Runs each person's create wizard, one per person and conversation. Turns of one wizard follow each other even when
 * they arrive at once, in this process or in several: the second sees what the first did.
 *
 * A DomainError thrown from here means that nothing changed: the card in the chat stays as good as it was, with what
 * was typed in it, so tell the failure beside it (a toast) instead of replacing it.
 */
export class WizardRunner {
  constructor(readonly deps: WizardDeps) {}

  /**
   * Opens a wizard, or asks "Continue or Start over" when one is open here. A refused or unknown application and a
   * person who owns none get their answer at once, and no wizard is opened.
   */
  async start(_turn: WizardTurn, _request: StartRequest): Promise<WizardAnswer> {
    throw new Error('not written yet');
  }

  /**
   * For when no private card can be shown where the command was given: takes back what `start` opened in `turn` and
   * starts in `elsewhere` (the personal chat), whose wizard it is from then on.
   */
  async startElsewhere(_turn: WizardTurn, _elsewhere: WizardTurn, _request: StartRequest): Promise<WizardAnswer> {
    throw new Error('not written yet');
  }

  /** Takes a click on a wizard card. A stale one is answered with the current card, or with how the wizard ended. */
  async click<V extends WizardVerb>(_turn: WizardTurn, _verb: V, _payload: ExecutePayload<V>): Promise<WizardAnswer> {
    throw new Error('not written yet');
  }

  /** The card of the open wizard again, as it is; for `help` and other commands that leave it open. */
  async current(_turn: WizardTurn): Promise<WizardAnswer> {
    throw new Error('not written yet');
  }

  /** Free text during a wizard: "please use the card", and the card again below. */
  async hint(_turn: WizardTurn): Promise<WizardAnswer> {
    throw new Error('not written yet');
  }

  /** Ends the open wizard; nothing was created. */
  async cancel(_turn: WizardTurn): Promise<WizardAnswer> {
    throw new Error('not written yet');
  }
}
