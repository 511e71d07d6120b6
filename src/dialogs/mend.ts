import { type Fault, type FieldName, isDomainError } from '../domain/errors';
import { type Move, STEPS, type Step, type WizardProgress } from './wizardProgress';

const STEP_OF_FIELD: Readonly<Partial<Record<FieldName, Step>>> = {
  application: 'application',
  owner: 'owner',
  preApprove: 'owner',
};

/**
 * Where a person can mend what the domain refused: the earliest card that shows one of the faults, with everything
 * typed. Any other failure is thrown on.
 */
export function moveToMend(progress: WizardProgress, error: unknown): Move {
  if (isDomainError(error, 'invalid_input')) return moveToFaults(progress, error.details.faults);
  if (isDomainError(error, 'refused')) {
    const applicationName = progress.application?.displayName ?? error.details.application;
    return { to: 'application', progress, faults: [], refusal: { reason: error.details.reason, applicationName } };
  }
  if (isDomainError(error, 'not_found') && error.details.what === 'application') {
    return moveToFaults(progress, [{ field: 'application', rule: 'unknown' }]);
  }
  throw error;
}

function moveToFaults(progress: WizardProgress, faults: readonly Fault[]): Move {
  const to = STEPS.find((step) => faults.some((fault) => stepOf(fault) === step)) ?? 'details';
  return { to, progress, faults: faults.filter((fault) => stepOf(fault) === to) };
}

function stepOf({ field }: Fault): Step {
  return STEP_OF_FIELD[field] ?? 'details';
}
