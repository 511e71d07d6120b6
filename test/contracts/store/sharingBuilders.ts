import type { AccessRequest } from '../../../src/domain/sharing/accessRequest';
import type { Freeze, Grant } from '../../../src/domain/sharing/grant';
import { ALEX, after, MEGAN, NOW, ORIGIN, ref, TENANT } from './storeBuilders';

export const LEE = '22222222-0000-4000-8000-00000000000c';
export const NORA = '22222222-0000-4000-8000-00000000000d';

/** Lee asks Alex and Nora for four hours. */
export function aRequest(overrides: Partial<AccessRequest> = {}): AccessRequest {
  return {
    id: 'request-1',
    tenantId: TENANT,
    reference: ref(1),
    requester: { objectId: LEE, displayName: 'Lee Tanaka', signInName: 'lee.tanaka@contoso.example' },
    origin: { ...ORIGIN, personId: LEE },
    wish: { kind: 'access', hours: 4 },
    reason: 'The *nightly* run — “fails” <since> Monday 🔑',
    approverIds: [ALEX, NORA],
    needed: 1,
    approvals: [],
    state: 'open',
    createdAt: NOW,
    decideBy: after(48 * 60),
    nextLookAt: after(4 * 60),
    reminded: false,
    escalated: false,
    version: 1,
    ...overrides,
  };
}

/** Lee may open the value for four hours. */
export function aGrant(overrides: Partial<Grant> = {}): Grant {
  return {
    id: 'grant-1',
    tenantId: TENANT,
    reference: ref(1),
    person: { objectId: LEE, displayName: 'Lee Tanaka' },
    requestId: 'request-1',
    ticketId: 'ticket-1',
    startsAt: NOW,
    endsAt: after(4 * 60),
    state: 'live',
    ...overrides,
  };
}

export function aFreeze(overrides: Partial<Freeze> = {}): Freeze {
  return {
    by: { objectId: MEGAN, displayName: 'Megan Osei' },
    at: after(1),
    reason: 'Something looks wrong',
    ...overrides,
  };
}
