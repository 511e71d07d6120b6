import type { Viewing } from '../../../src/cards/renderCard';
import type { SecretSummary } from '../../../src/domain/notices/notice';
import type { Reference } from '../../../src/domain/reference';
import type { Secret } from '../../../src/domain/secrets/secret';

/** What people typed somewhere and a card shows: the rule tests put hostile text here. */
export interface Texts {
  readonly name: string;
  readonly description: string;
  readonly application: string;
  readonly location: string;
  readonly person: string;
  readonly otherPerson: string;
  readonly typed: string;
}

export const plainTexts: Texts = {
  name: 'CI deploy',
  description: 'Deploys the payroll service from GitHub Actions.',
  application: 'Payroll API',
  location: 'Production',
  person: 'Alex Rivera',
  otherPerson: 'Megan Osei',
  typed: 'what was typed',
};

export const now = new Date('2026-11-24T09:32:00Z');
export const viewing: Viewing = { now, timeZone: 'Europe/Berlin' };
export const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
export const days = (count: number) => minutes(count * 24 * 60);

export const reference = 'sb-7Q3F9K2M' as Reference;
export const otherReference = 'sb-4H8X2B6T' as Reference;
export const applicationId = '6f1c2f0a-5a0e-4e0d-9a51-0a4f7a0c1d21';
export const clientId = '0c7b6f3e-3d55-4c55-8f0e-6d2b9a1e7f10';
export const tenantId = '5d1f6a0c-7b1e-4a44-9a0f-2f6f3f9b8c01';
export const personId = '2a7d1c55-88a1-4c0b-9d0e-5b7c1e6f4a02';
export const otherPersonId = '9b3e7f21-6c4d-4f7a-8e2b-1d5a3c7f6b03';
export const keyId = 'e0a1b2c3-1111-4222-8333-444455556666';
export const ticketId = 'ticket-1';
export const intentId = 'intent-1';
export const wizard = 'wizard-1';
export const nonce = 'nonce-1';

export function summary(texts: Texts): SecretSummary {
  return { reference, name: texts.name, applicationName: texts.application, expiresAt: days(365) };
}

export function secret(texts: Texts, changes: Partial<Secret> = {}): Secret {
  return {
    reference,
    tenantId,
    application: { objectId: applicationId, appId: clientId, displayName: texts.application },
    keyId,
    hint: 'xY7',
    name: texts.name,
    description: texts.description,
    locationId: 'prod',
    vaultEntry: { name: 'sb-7q3f9k2m', version: 'v1' },
    sharing: true,
    preApproved: false,
    owner: { objectId: otherPersonId, displayName: texts.otherPerson },
    creator: { objectId: personId, displayName: texts.person },
    startsAt: minutes(-60),
    expiresAt: days(12),
    createdAt: minutes(-60),
    state: 'active',
    ...changes,
  };
}

/** Whom to make an owner of what, so that SecretBot may serve an application. */
export const gap = {
  clientId: '11111111-1111-4111-8111-111111111111',
  objectId: '22222222-2222-4222-8222-222222222222',
  principalId: '33333333-3333-4333-8333-333333333333',
  graphUrl: 'https://graph.microsoft.com',
};
