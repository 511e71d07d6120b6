import { type Answer, answerCard, answerTo } from '../cards/answerCard';
import type { Card } from '../cards/renderCard';
import type { ApplicationService } from '../domain/applications/applicationService';
import { isDomainError } from '../domain/errors';
import type { CreateService } from '../domain/secrets/createService';
import type { SecretDraft } from '../domain/secrets/secretDraft';
import type { FreezeService } from '../domain/sharing/freezeService';
import type { ApplicationChooser } from './applicationChooser';
import { type ChosenApplication, type Move, type WizardProgress, withApplication } from './wizardProgress';
import type { StartRequest, WizardTurn } from './wizardTurn';

/** What a `create` leads to: a wizard to open, or an answer instead of one. */
export type Opening = { readonly kind: 'open'; readonly move: Move } | { readonly kind: 'answer'; readonly card: Card };

interface Dependencies {
  readonly applications: Pick<ApplicationService, 'ownsNone'>;
  readonly creates: Pick<CreateService, 'draftOf'>;
  readonly freezes: Pick<FreezeService, 'current'>;
  readonly chooser: ApplicationChooser;
}

/** Decides how a wizard begins: with what defaults and at which card, or that it does not. Changes nothing. */
export class WizardOpening {
  constructor(private readonly deps: Dependencies) {}

  /** `wizardId` becomes the wizard's, and its intent's, id. */
  async prepare(turn: WizardTurn, request: StartRequest, wizardId: string): Promise<Opening> {
    const freeze = await this.deps.freezes.current();
    // Before anything is typed: Submit would be refused. Whether it still is then, Submit asks again.
    if (freeze) return answer(turn, { kind: 'frozen', details: { byName: freeze.by.displayName, at: freeze.at } });
    const start = emptyProgress(turn, wizardId);
    if (request.intent !== undefined) return this.again(turn, request.intent, start);
    if (request.application !== undefined) return this.named(turn, request.application, start);
    if (await this.deps.applications.ownsNone(turn.actor)) return answer(turn, { kind: 'owns_none' });
    return open({ to: 'application', progress: { ...start, applicationAsked: true }, faults: [] });
  }

  private async named(turn: WizardTurn, typed: string, start: WizardProgress): Promise<Opening> {
    const choice = await this.deps.chooser.choose(turn, typed, start.timeZone);
    if (choice.kind === 'unknown') {
      const none = isDomainError(choice.error, 'not_found') && (await this.deps.applications.ownsNone(turn.actor));
      return answer(turn, none ? { kind: 'owns_none' } : answerTo(choice.error));
    }
    if (choice.kind === 'refused') {
      const details = { ...choice.details, application: choice.applicationName };
      return answer(turn, { kind: 'refused', details });
    }
    return openDetails(start, choice.application);
  }

  /** Prefilled with what an earlier create was about; only for who typed it. */
  private async again(turn: WizardTurn, intentId: string, start: WizardProgress): Promise<Opening> {
    const draft = await this.draft(turn, intentId);
    if (draft === undefined) return answer(turn, { kind: 'stale' });
    return this.named(turn, draft.applicationId, { ...start, details: draft.details, owner: draft.owner });
  }

  private async draft({ actor }: WizardTurn, intentId: string): Promise<SecretDraft | undefined> {
    try {
      return await this.deps.creates.draftOf(actor, intentId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return undefined;
      throw error;
    }
  }
}

/** Before anything is typed: the person is the owner, and the switches are off. */
function emptyProgress({ actor, origin }: WizardTurn, wizardId: string): WizardProgress {
  return {
    wizardId,
    timeZone: origin.timeZone,
    applicationAsked: false,
    typedApplication: '',
    details: { name: '', description: '', expiration: '', locationId: '', vault: false, share: false },
    owner: { ownerId: actor.objectId, preApprove: false },
  };
}

function openDetails(start: WizardProgress, application: ChosenApplication): Opening {
  return open({ to: 'details', progress: withApplication(start, application), faults: [] });
}

function open(move: Move): Opening {
  return { kind: 'open', move };
}

function answer({ origin, words, now }: WizardTurn, what: Answer): Opening {
  return { kind: 'answer', card: answerCard({ answer: what, now, timeZone: origin.timeZone }, words) };
}
