import { DomainError, type Fault } from '../errors';

const DEFAULT_HOURS = 8;
const LONGEST_REASON = 500;
const WHOLE_HOURS = /^\d{1,5}$/;

/** What a request asks for unless it says otherwise. */
export function defaultHours(maxGrantHours: number): number {
  return Math.min(DEFAULT_HOURS, maxGrantHours);
}

/** Whole hours as typed; nothing typed means `otherwise`. */
export function readHours(
  typed: string | undefined,
  { most, otherwise }: { readonly most: number; readonly otherwise: number },
): { readonly hours: number; readonly faults: readonly Fault[] } {
  const text = typed?.trim() ?? '';
  if (text === '') return { hours: otherwise, faults: [] };
  const hours = WHOLE_HOURS.test(text) ? Number(text) : 0;
  if (hours < 1) return { hours, faults: [{ field: 'hours', rule: 'not_a_duration', params: { max: most } }] };
  if (hours > most) return { hours, faults: [{ field: 'hours', rule: 'too_many_hours', params: { max: most } }] };
  return { hours, faults: [] };
}

/** The faults of a reason, which is always needed. */
export function reasonFaults(reason: string): readonly Fault[] {
  const length = reason.trim().length;
  if (length === 0) return [{ field: 'reason', rule: 'required' }];
  return length > LONGEST_REASON ? [{ field: 'reason', rule: 'too_long', params: { max: LONGEST_REASON } }] : [];
}

/** Goes on only without faults. @throws invalid_input with all of them */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new DomainError('invalid_input', { faults });
}
