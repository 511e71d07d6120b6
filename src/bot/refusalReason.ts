import type { DomainError, ErrorCode, ErrorDetails } from '../domain/errors';
import { noteEnding } from '../telemetry/run';

/** Of the details of each error the one word of a closed list that says why; empty where the code says it all. */
const reasons: { readonly [C in ErrorCode]: (details: ErrorDetails[C]) => string } = {
  invalid_input: ({ faults }) => faults.map(({ field, rule }) => `${field}.${rule}`)[0] ?? '',
  not_found: ({ what }) => what,
  ambiguous: () => '',
  not_allowed: ({ action }) => action,
  refused: ({ reason }) => reason,
  conflict: ({ reason }) => reason,
  gone: ({ reason }) => reason,
  frozen: () => '',
  too_few_approvers: () => '',
  too_many: ({ limit }) => limit,
  unreachable: () => '',
  unavailable: ({ service }) => service,
};

/** The person is told that this did not work: for the log, the metrics and the trace of the turn. */
export function noteRefusal<C extends ErrorCode>({ code, details }: DomainError<C>): void {
  noteEnding({ kind: 'refused', code, reason: reasons[code](details) });
}
