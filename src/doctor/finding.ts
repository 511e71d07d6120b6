/** One thing that `npm run doctor` found. `says` is a whole sentence for an administrator. */
export type Finding =
  /** As it should be. */
  | { readonly kind: 'ok'; readonly says: string }
  /** SecretBot does not do its work, or may do more than it should. `remedy`: what to do, one line each. */
  | { readonly kind: 'fault'; readonly code: string; readonly says: string; readonly remedy: readonly string[] }
  /** It works, and somebody should know this. */
  | { readonly kind: 'note'; readonly code: string; readonly says: string; readonly remedy: readonly string[] }
  /** Could not be looked at. `remedy`: how to have it looked at. */
  | { readonly kind: 'unknown'; readonly code: string; readonly says: string; readonly remedy: readonly string[] };

export function ok(says: string): Finding {
  return { kind: 'ok', says };
}

/** `code` stays the same when the words change: for whoever reads `--json`. */
export function fault(code: string, says: string, ...remedy: readonly string[]): Finding {
  return { kind: 'fault', code, says, remedy };
}

export function note(code: string, says: string, ...remedy: readonly string[]): Finding {
  return { kind: 'note', code, says, remedy };
}

export function unknown(code: string, says: string, ...remedy: readonly string[]): Finding {
  return { kind: 'unknown', code, says, remedy };
}
