/** Why the local socket cannot be used, or what was asked over it cannot be done: for the operator, with what to do. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}
