import type { AccessRequest, Approval, Wish } from './accessRequest';

/** What it depends on who decides. */
export interface DecisionFacts {
  readonly wish: Wish;
  readonly requesterId: string;
  /** The secret's owner at present. */
  readonly ownerId: string;
  /** The location's approvers. */
  readonly approverIds: readonly string[];
  /** How many different people must agree. */
  readonly approvals: number;
  /** Whether the owner has had their time, so that the location's approvers are asked too. */
  readonly escalated: boolean;
  /** Enabled members of the tenant; nobody else counts. */
  readonly eligibleIds: ReadonlySet<string>;
}

/** Who decides. */
export interface Deciders {
  readonly approverIds: readonly string[];
  readonly needed: number;
  /** Whether the location's approvers are among those asked. */
  readonly locationAsked: boolean;
}

/**
 * Who decides a request: the owner; the location's approvers too where the owner can't or didn't, or where more than one
 * must agree; for settings the location's approvers alone. Never the requester, never whoever benefits.
 */
export function decidersOf(facts: DecisionFacts): Deciders {
  const barred = new Set([facts.requesterId, beneficiaryOf(facts)]);
  const mayDecide = (id: string) => facts.eligibleIds.has(id) && !barred.has(id);
  const needed = Math.max(1, facts.approvals);
  const ownerDecides = facts.wish.kind === 'access' && mayDecide(facts.ownerId);
  const locationAsked = !ownerDecides || needed > 1 || facts.escalated;
  const asked = [
    ...(ownerDecides ? [facts.ownerId] : []),
    ...(locationAsked ? facts.approverIds.filter(mayDecide) : []),
  ];
  return { approverIds: [...new Set(asked)], needed, locationAsked };
}

/** Whether the approvals there are decide the request; `hours` is the shortest that an approver allowed. */
export function verdictOf(
  approvals: readonly Approval[],
  needed: number,
): { readonly isFinal: boolean; readonly hours: number } {
  const approvers = new Set(approvals.map(({ approver }) => approver.objectId));
  const hours = approvals.length === 0 ? 0 : Math.min(...approvals.map((approval) => approval.hours));
  return { isFinal: approvals.length > 0 && approvers.size >= needed, hours };
}

/** The end of access: the allowed hours from the decision, never past the secret's own end. */
export function accessEnd(decidedAt: Date, hours: number, secretExpiresAt: Date): Date {
  return new Date(Math.min(decidedAt.getTime() + hours * 3_600_000, secretExpiresAt.getTime()));
}

/** How many hours an approver may allow at most. */
export function mostHours(request: Pick<AccessRequest, 'wish'>, maxGrantHours: number): number {
  return request.wish.kind === 'access' ? Math.min(request.wish.hours, maxGrantHours) : 0;
}

/** Whoever gets access by it: the requester; for settings the owner that there will be. */
function beneficiaryOf({ wish, requesterId, ownerId }: DecisionFacts): string {
  return wish.kind === 'access' ? requesterId : (wish.change.owner?.objectId ?? ownerId);
}
