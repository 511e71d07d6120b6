import type { ExecutePayload } from '../cards/actions';
import { hintCard } from '../cards/wizard/hintCard';
import { openWizardCard } from '../cards/wizard/openWizardCard';
import type { ApplicationService } from '../domain/applications/applicationService';
import type { Ids } from '../domain/ports';
import type { CreateService } from '../domain/secrets/createService';
import type { DraftService } from '../domain/secrets/draftService';
import type { FreezeService } from '../domain/sharing/freezeService';
import { ApplicationChooser } from './applicationChooser';
import { answerOf, ended, submitted } from './wizardAnswers';
import { WizardDialogs } from './wizardDialogs';
import { WizardOpening } from './wizardOpening';
import type { Move } from './wizardProgress';
import { aboutOf, close } from './wizardRecord';
import type { WizardRun } from './wizardRun';
import type { WizardStorage } from './wizardStorage';
import type { StartRequest, WizardAnswer, WizardTurn, WizardVerb } from './wizardTurn';
import { WizardTurns } from './wizardTurns';

/** What wizards need of the rest. */
export interface WizardDeps {
  readonly storage: WizardStorage;
  readonly ids: Pick<Ids, 'id'>;
  readonly applications: Pick<ApplicationService, 'search' | 'ownsNone' | 'named' | 'byId' | 'terms'>;
  readonly drafts: Pick<DraftService, 'checkDetails' | 'checkOwner' | 'summary'>;
  readonly creates: Pick<CreateService, 'submit' | 'draftOf' | 'ended'>;
  readonly freezes: Pick<FreezeService, 'current'>;
}

/** More than any field may hold, and little enough to keep and show again. */
const LONGEST_KEPT = 4000;

/**
 * Runs each person's create wizard, one per person and conversation. Turns of one wizard follow each other even when
 * they arrive at once, in this process or in several: the second sees what the first did.
 *
 * A DomainError thrown from here means that nothing changed: the card in the chat stays as good as it was, with what
 * was typed in it, so tell the failure beside it (a toast) instead of replacing it.
 */
export class WizardRunner {
  private readonly turns: WizardTurns;
  private readonly opening: WizardOpening;

  constructor(private readonly deps: WizardDeps) {
    const chooser = new ApplicationChooser(deps.applications);
    this.turns = new WizardTurns({ ...deps, dialogs: new WizardDialogs({ ...deps, chooser }) });
    this.opening = new WizardOpening({ ...deps, chooser });
  }

  /**
   * Opens a wizard, or asks "Continue or Start over" when one is open here. A refused or unknown application, a
   * person who owns none and a stop of everything get their answer at once, and no wizard is opened.
   */
  async start(turn: WizardTurn, request: StartRequest): Promise<WizardAnswer> {
    return this.turns.run(turn, async (run) => {
      const opening = await this.opening.prepare(turn, request, this.deps.ids.id());
      if (opening.kind === 'answer') return { kind: 'card', card: opening.card };
      if (run.session.isOpen) return this.askToContinue(run, request, opening.move);
      return answerOf(turn, await run.begin(opening.move));
    });
  }

  /**
   * For when no private card can be shown where the command was given: takes back what `start` opened in `turn` and
   * starts in `elsewhere` (the personal chat), whose wizard it is from then on.
   */
  async startElsewhere(turn: WizardTurn, elsewhere: WizardTurn, request: StartRequest): Promise<WizardAnswer> {
    await this.turns.run(turn, async ({ session: { record } }) => {
      if (record.openedAt === turn.now.toISOString()) close(record);
      return { kind: 'none' };
    });
    return this.start(elsewhere, request);
  }

  /**
   * Takes a click on a wizard card. On an earlier card of the wizard it is answered with the current one, or with how the
   * wizard ended; on a card of any other wizard with `none`.
   */
  async click<V extends WizardVerb>(turn: WizardTurn, verb: V, payload: ExecutePayload<V>): Promise<WizardAnswer> {
    if (isRestart(verb, payload)) return this.restart(turn, payload);
    const { wizard, nonce = '', application, ...inputs }: Partial<ExecutePayload<'wizard/next'>> = payload;
    const typed = clipped({ ...inputs, ...(application !== undefined && { application }) });
    return this.turns.run(
      turn,
      async (run) => {
        const { isOpen, record } = run.session;
        const isMeant = wizard === undefined || wizard === record.wizardId;
        return isOpen && isMeant ? answerOf(turn, await run.continue()) : this.afterTheEnd(run, wizard);
      },
      { verb, nonce, inputs: typed },
    );
  }

  /** The card of the open wizard again, as it is; for `help` and other commands that leave it open. */
  async current(turn: WizardTurn): Promise<WizardAnswer> {
    return this.turns.run(turn, async (run) => {
      return run.session.isOpen ? answerOf(turn, await run.continue()) : { kind: 'none' };
    });
  }

  /** Free text during a wizard: "please use the card", and the card again below. */
  async hint(turn: WizardTurn): Promise<WizardAnswer> {
    const current = await this.current(turn);
    if (current.kind !== 'card' || current.wizardId === undefined) return current;
    return { kind: 'hint', hint: hintCard(turn.words), card: current.card, wizardId: current.wizardId };
  }

  /** How the create of a submitted wizard has ended; `none` while nobody can say. */
  async outcome(turn: WizardTurn, intentId: string): Promise<WizardAnswer> {
    const intent = await this.deps.creates.ended(turn.actor, intentId);
    return intent === undefined ? { kind: 'none' } : submitted(turn, intent);
  }

  /** Ends the open wizard; nothing was created. */
  async cancel(turn: WizardTurn): Promise<WizardAnswer> {
    return this.turns.run(turn, async ({ session }) => {
      if (!session.isOpen) return { kind: 'none' };
      const about = aboutOf(session.record);
      session.end('cancelled');
      return ended(turn, { kind: 'cancelled', ...about });
    });
  }

  /** Gives up the wizard that the button names; one that was opened since is shown as it is. */
  private async restart(turn: WizardTurn, given: ExecutePayload<'wizard/restart'>): Promise<WizardAnswer> {
    const { wizard, application } = given;
    return this.turns.run(turn, async (run) => {
      const { pending, wizardId } = run.session.record;
      if (run.session.isOpen && wizardId !== wizard) return answerOf(turn, await run.continue());
      const request = pending?.application === application ? pending : undefined;
      const named = application === undefined ? {} : { application };
      const opening = await this.opening.prepare(turn, request ?? named, this.deps.ids.id());
      if (opening.kind === 'answer') return { kind: 'card', card: opening.card };
      return answerOf(turn, await run.begin(opening.move));
    });
  }

  private askToContinue({ turn, session }: WizardRun, request: StartRequest, { progress }: Move): WizardAnswer {
    const { wizardId = '' } = session.record;
    const { application } = progress;
    session.record.pending = { ...request, ...(application !== undefined && { application: application.objectId }) };
    const view = {
      wizardId,
      ...aboutOf(session.record),
      ...(application !== undefined && { requested: application }),
    };
    return { kind: 'card', card: openWizardCard(view, turn.words) };
  }

  /**
   * A click on a card of a wizard that is over: of the last one it is told how it ended, also when the click took so long
   * that it comes after the end.
   */
  private async afterTheEnd({ turn, session }: WizardRun, wizard: string | undefined): Promise<WizardAnswer> {
    const { ended: ending } = session.record;
    if (ending === undefined || ending.wizardId !== wizard) return { kind: 'none' };
    const { applicationName, wizardId } = ending;
    const about = applicationName === undefined ? {} : { applicationName };
    switch (ending.how) {
      case 'submitted': {
        const { draft } = ending;
        const { origin } = session.record;
        return submitted(turn, await this.deps.creates.submit(turn.actor, draft, { wizardId, origin }));
      }
      case 'cancelled':
        return ended(turn, { kind: 'cancelled', ...about });
      case 'expired':
        return ended(turn, { kind: 'wizard_expired', ...about });
    }
  }
}

function isRestart(verb: WizardVerb, payload: ExecutePayload<WizardVerb>): payload is ExecutePayload<'wizard/restart'> {
  return verb === 'wizard/restart' && 'wizard' in payload;
}

function clipped<T extends object>(inputs: T): T {
  const cut = (value: unknown): unknown => (typeof value === 'string' ? value.slice(0, LONGEST_KEPT) : value);
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, cut(value)])) as T;
}
