import type { Card } from '../cards/renderCard';
import { applicationCard, applicationTitle } from '../cards/wizard/applicationCard';
import type { ApplicationService } from '../domain/applications/applicationService';
import type { Fault } from '../domain/errors';
import type { ApplicationChooser } from './applicationChooser';
import type { Question, Reply } from './cardPrompt';
import type { WizardClick } from './dialogTurn';
import { type Move, withApplication } from './wizardProgress';
import type { WizardTurn } from './wizardTurn';

/** Step 0: which application? Refused ones are answered here, with the remedy, and another can be chosen at once. */
export class ApplicationQuestion implements Question<Move> {
  constructor(
    private readonly applications: Pick<ApplicationService, 'search'>,
    private readonly chooser: ApplicationChooser,
  ) {}

  async card({ progress, faults, refusal }: Move, nonce: string, turn: WizardTurn): Promise<Card> {
    const found = await this.applications.search(turn.actor, '');
    const { application } = progress;
    const known = application === undefined || found.some(({ objectId }) => objectId === application.objectId);
    const offered = known ? found : [application, ...found];
    const view = {
      wizard: progress.wizardId,
      nonce,
      typed: progress.typedApplication,
      choices: offered.map((one) => ({ title: applicationTitle(one), value: one.objectId })),
      faults,
      ...(refusal !== undefined && { refusal }),
    };
    return applicationCard(view, turn.words);
  }

  async receive(asked: Move, click: WizardClick, turn: WizardTurn): Promise<Reply<Move>> {
    const typed = click.inputs.application?.trim() ?? '';
    const progress = { ...asked.progress, typedApplication: typed, applicationAsked: true };
    const again = (rule: Fault['rule']): Reply<Move> => ({
      again: { to: 'application', progress, faults: [{ field: 'application', rule }] },
    });
    if (click.verb !== 'wizard/next') return { again: { ...asked, progress } };
    if (typed === '') return again('required');
    const choice = await this.chooser.choose(turn, typed, progress.timeZone);
    if (choice.kind === 'unknown') return again('unknown');
    if (choice.kind === 'refused') {
      const refusal = { reason: choice.details.reason, applicationName: choice.applicationName };
      return { again: { to: 'application', progress, faults: [], refusal } };
    }
    return { done: { to: 'details', progress: withApplication(progress, choice.application), faults: [] } };
  }
}
