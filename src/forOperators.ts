/** Errors whose message is written for the operator, says what to do and holds nothing secret. */
const NAMES: readonly string[] = [
  'ConfigError',
  'DatabaseError',
  'KeyError',
  'FileModeError',
  'ListenError',
  'ControlError',
  'BackupError',
  'HeadsError',
];

/** Whether the error's message may be shown to the operator. All other messages may repeat what another system said. */
export function isForOperators(error: unknown): error is Error {
  return error instanceof Error && NAMES.includes(error.name);
}
