/** When Teams last took, and last refused, a message for one person in a chat of several. Kept by the process, not stored. */
export class TargetedOutcomes {
  #takenAt: Date | undefined;
  #refusedAt: Date | undefined;

  taken(at: Date): void {
    this.#takenAt = at;
  }

  refused(at: Date): void {
    this.#refusedAt = at;
  }

  /** In milliseconds since 1970; what has not happened since the start is left out. */
  get seen(): { readonly takenAt?: number; readonly refusedAt?: number } {
    const [takenAt, refusedAt] = [this.#takenAt?.getTime(), this.#refusedAt?.getTime()];
    return { ...(takenAt !== undefined && { takenAt }), ...(refusedAt !== undefined && { refusedAt }) };
  }
}
