import type { AuditEvent } from '../../../src/domain/audit/auditEvent';
import type { Origin } from '../../../src/domain/notices/recipient';
import type { OutboxItem } from '../../../src/domain/records';
import { type Reference, referenceFrom } from '../../../src/domain/reference';
import type { SealedValue, Ticket } from '../../../src/domain/reveal/ticket';
import type { CreateIntent, DeleteIntent } from '../../../src/domain/secrets/intent';
import type { Secret } from '../../../src/domain/secrets/secret';

export const NOW = new Date('2026-03-01T10:00:00.123Z');
export const TENANT = '11111111-0000-4000-8000-000000000001';
export const OTHER_TENANT = '11111111-0000-4000-8000-000000000002';
export const ALEX = '22222222-0000-4000-8000-00000000000a';
export const MEGAN = '22222222-0000-4000-8000-00000000000b';
export const PAYROLL = {
  objectId: '33333333-0000-4000-8000-000000000001',
  appId: '44444444-0000-4000-8000-000000000001',
  displayName: 'Payroll API',
};

export function after(minutes: number): Date {
  return new Date(NOW.getTime() + minutes * 60_000);
}

export function ref(number: number): Reference {
  return referenceFrom(Uint8Array.from({ length: 8 }, (_, place) => (number >> (5 * (7 - place))) & 31));
}

export function aSecret(overrides: Partial<Secret> = {}): Secret {
  return {
    reference: ref(1),
    tenantId: TENANT,
    application: PAYROLL,
    keyId: 'key-1',
    hint: 'abc',
    name: 'CI deploy',
    description: 'For the *build* — “quotes”, <tags> and 🔑',
    locationId: 'prod',
    sharing: false,
    preApproved: false,
    owner: { objectId: ALEX, displayName: 'Alex Rivera' },
    creator: { objectId: ALEX, displayName: 'Alex Rivera' },
    startsAt: NOW,
    expiresAt: new Date('2027-03-01T23:59:59.999Z'),
    createdAt: NOW,
    state: 'active',
    ...overrides,
  };
}

export const ORIGIN: Origin = {
  kind: 'channel',
  conversationId: '19:abc@thread.tacv2;messageid=1',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  personId: ALEX,
  teamsId: '29:alex',
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
};

export function aCreate(overrides: Partial<CreateIntent> = {}): CreateIntent {
  return {
    id: 'create-1',
    kind: 'create',
    reference: ref(1),
    tenantId: TENANT,
    actor: { objectId: ALEX, displayName: 'Alex Rivera' },
    application: PAYROLL,
    ownerName: 'Alex Rivera',
    draft: {
      applicationId: PAYROLL.objectId,
      details: {
        name: 'CI deploy',
        description: 'For the build',
        expiration: '2027-03-01',
        locationId: 'prod',
        vault: false,
        share: false,
      },
      owner: { ownerId: ALEX, preApprove: false },
      timeZone: 'Europe/Berlin',
    },
    expiresAt: new Date('2027-03-01T22:59:59.000Z'),
    origin: ORIGIN,
    ticketId: 'create-1',
    keyIdsBefore: ['elsewhere-1', 'elsewhere-2'],
    step: 'intended',
    absentReads: 0,
    nextLookAt: NOW,
    createdAt: NOW,
    ...overrides,
  };
}

/** A create with this id and name; two of one name cannot be open at once. */
export function aCreateNamed(id: string, name: string, overrides: Partial<CreateIntent> = {}): CreateIntent {
  const { draft } = aCreate();
  return aCreate({ id, ticketId: id, draft: { ...draft, details: { ...draft.details, name } }, ...overrides });
}

export function aDelete(overrides: Partial<DeleteIntent> = {}): DeleteIntent {
  return {
    id: 'delete-1',
    tenantId: TENANT,
    actor: { objectId: ALEX, displayName: 'Alex Rivera' },
    application: PAYROLL,
    keyId: 'key-1',
    reference: ref(1),
    locationId: 'prod',
    credentialName: 'CI deploy',
    cause: 'confirmed',
    step: 'intended',
    attempts: 0,
    nextLookAt: NOW,
    createdAt: NOW,
    ...overrides,
  };
}

export function aTicket(overrides: Partial<Ticket> = {}): Ticket {
  return {
    id: 'ticket-1',
    tenantId: TENANT,
    personId: ALEX,
    reference: ref(1),
    cause: 'creation',
    state: 'preparing',
    createdAt: NOW,
    expiresAt: after(60),
    sealed: true,
    ...overrides,
  };
}

export const SEALED: SealedValue = {
  keyId: '0011223344556677',
  nonce: 'bm9uY2Vub25jZQ==',
  ciphertext: 'U0VBTEVELUJZVEVTLU9GLVRIRS1WQUxVRQ==',
  tag: 'dGFndGFndGFndGFndGFndA==',
};

export function anItem(overrides: Partial<OutboxItem> = {}): Omit<OutboxItem, 'attempts'> {
  const { attempts: _, ...item }: OutboxItem = {
    id: 'item-1',
    to: { tenantId: TENANT, personId: ALEX, origin: ORIGIN },
    subject: 'carrier:ticket-1',
    notice: {
      kind: 'carrier',
      ticketId: 'ticket-1',
      secret: {
        reference: ref(1),
        name: 'CI deploy',
        applicationName: 'Payroll API',
        expiresAt: new Date('2027-03-01T23:59:59.999Z'),
      },
      clientId: PAYROLL.appId,
      vaulted: false,
      cause: 'creation',
      state: { kind: 'shown', at: after(1), confirmedAt: after(2) },
    },
    attempts: 0,
    nextAttemptAt: NOW,
    ...overrides,
  };
  return item;
}

export function anEvent(overrides: Partial<AuditEvent> = {}): AuditEvent {
  return {
    at: NOW,
    tenantId: TENANT,
    action: 'create.intended',
    actorId: ALEX,
    reference: ref(1),
    applicationId: PAYROLL.objectId,
    ...overrides,
  };
}
