/** Why a backup was not made, with what to do: for the operator. Nothing is left where it should have gone. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
