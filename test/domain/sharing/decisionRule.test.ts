import fc from 'fast-check';
import type { Approval, Wish } from '../../../src/domain/sharing/accessRequest';
import { momentsOf } from '../../../src/domain/sharing/approvalTimes';
import {
  accessEnd,
  type DecisionFacts,
  decidersOf,
  mostHours,
  verdictOf,
} from '../../../src/domain/sharing/decisionRule';
import { readHours } from '../../../src/domain/sharing/requestInput';
import { givesAccess, settingsAfter } from '../../../src/domain/sharing/settingsRule';

/** Few people, so that they often meet in several roles. */
const person = fc.constantFrom('ann', 'ben', 'cleo', 'dan', 'eve');
const named = person.map((objectId) => ({ objectId, displayName: objectId }));
const change = fc.record({ sharing: fc.boolean(), preApproved: fc.boolean(), owner: named }, { requiredKeys: [] });
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ kind: fc.constant('access' as const), hours: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('settings' as const), change }),
);
const facts: fc.Arbitrary<DecisionFacts> = fc.record({
  wish,
  requesterId: person,
  ownerId: person,
  approverIds: fc.uniqueArray(person),
  approvals: fc.integer({ min: 1, max: 3 }),
  escalated: fc.boolean(),
  eligibleIds: fc.uniqueArray(person).map((ids) => new Set(ids)),
});
const approvals: fc.Arbitrary<readonly Approval[]> = fc.array(
  fc.record({ approver: named, hours: fc.integer({ min: 1, max: 48 }), at: fc.constant(new Date(0)) }),
);

describe('who decides', () => {
  it('is never the requester, nor whoever benefits', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { approverIds } = decidersOf(each);
        expect(approverIds).not.toContain(each.requesterId);
        if (each.wish.kind === 'settings') {
          expect(approverIds).not.toContain(each.wish.change.owner?.objectId ?? each.ownerId);
        }
      }),
    );
  });

  it('is an enabled member, and the owner or one of the location’s approvers', () => {
    fc.assert(
      fc.property(facts, (each) => {
        for (const id of decidersOf(each).approverIds) {
          expect(each.eligibleIds.has(id)).toBe(true);
          expect([each.ownerId, ...each.approverIds]).toContain(id);
        }
      }),
    );
  });

  it('is nobody twice, and somebody more only by escalation', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { approverIds, needed } = decidersOf({ ...each, escalated: false });
        const later = decidersOf({ ...each, escalated: true });
        expect(new Set(approverIds).size).toBe(approverIds.length);
        expect(later.approverIds).toEqual(expect.arrayContaining([...approverIds]));
        expect(later.needed).toBe(needed);
      }),
    );
  });

  it('is the owner alone where the owner can and one yes is enough', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const ownerCan = each.ownerId !== each.requesterId && each.eligibleIds.has(each.ownerId);
        fc.pre(ownerCan && each.wish.kind === 'access' && each.approvals === 1 && !each.escalated);
        expect(decidersOf(each).approverIds).toEqual([each.ownerId]);
      }),
    );
  });
});

describe('a verdict', () => {
  it('is final only when as many different people as needed agree, and takes the shortest time', () => {
    fc.assert(
      fc.property(approvals, fc.integer({ min: 1, max: 4 }), (given, needed) => {
        const { isFinal, hours } = verdictOf(given, needed);
        const people = new Set(given.map(({ approver }) => approver.objectId)).size;
        expect(isFinal).toBe(given.length > 0 && people >= needed);
        for (const each of given) expect(hours).toBeLessThanOrEqual(each.hours);
      }),
    );
  });
});

describe('the end of access', () => {
  const start = fc.integer({ min: 0, max: 2_000_000_000_000 }).map((ms) => new Date(ms));
  it('is never past the hours asked, the location’s limit, or the secret’s own end', () => {
    const limit = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(start, start, limit, limit, fc.string(), (now, secretEnd, asked, max, typed) => {
        const most = mostHours({ wish: { kind: 'access', hours: asked } }, max);
        const { hours, faults } = readHours(typed, { most, otherwise: most });
        fc.pre(faults.length === 0);
        const end = accessEnd(now, hours, secretEnd).getTime();
        expect(end).toBeLessThanOrEqual(now.getTime() + Math.min(asked, max) * 3_600_000);
        expect(end).toBeLessThanOrEqual(secretEnd.getTime());
      }),
    );
  });
});

describe('moments of a request', () => {
  it('come in order, whatever is configured', () => {
    const hours = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(hours, hours, hours, (remindAfterHours, escalateAfterHours, decideWithinHours) => {
        const moments = momentsOf({ remindAfterHours, escalateAfterHours, decideWithinHours }, new Date(0));
        expect(moments.remindAt <= moments.decideBy).toBe(true);
        expect(moments.escalateAt <= moments.decideBy).toBe(true);
      }),
    );
  });
});

describe('a change of settings', () => {
  const settings = fc.record({ sharing: fc.boolean(), preApproved: fc.boolean(), owner: named });
  it('that is made at once never makes its maker an owner, or pre-approved, who was not before', () => {
    fc.assert(
      fc.property(settings, change, person, (before, wanted, maker) => {
        const after = settingsAfter(before, wanted);
        fc.pre(!givesAccess(before, after, maker));
        const isOwner = after.owner.objectId === maker;
        const wasOwner = before.owner.objectId === maker;
        expect(isOwner && !wasOwner).toBe(false);
        expect(isOwner && after.preApproved && !before.preApproved).toBe(false);
      }),
    );
  });
});
