const HOUR = 3_600_000;

/** When an open request is looked after; hours since it was made. */
export interface ApprovalTimes {
  /** Those who have not decided are reminded. */
  readonly remindAfterHours: number;
  /** The location's approvers are asked too. */
  readonly escalateAfterHours: number;
  /** It expires. */
  readonly decideWithinHours: number;
}

/** The same as moments of one request; nothing comes after the moment it expires. */
export function momentsOf(
  times: ApprovalTimes,
  createdAt: Date,
): { readonly remindAt: Date; readonly escalateAt: Date; readonly decideBy: Date } {
  const at = (hours: number) => new Date(createdAt.getTime() + Math.min(hours, times.decideWithinHours) * HOUR);
  return {
    remindAt: at(times.remindAfterHours),
    escalateAt: at(times.escalateAfterHours),
    decideBy: at(times.decideWithinHours),
  };
}
