import type { Person } from '../../../src/domain/actor';
import type { Application } from '../../../src/domain/applications/application';
import type { Location } from '../../../src/domain/vaulting/location';

let made = 0;

/** A GUID that no other builder of this run has given. */
export function nextGuid(): string {
  made += 1;
  return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
}

/** An application of the tenant with one audience, made in 2024. */
export function anApplication(overrides: Partial<Application> = {}): Application {
  return {
    objectId: nextGuid(),
    appId: nextGuid(),
    displayName: 'Payroll API',
    allowsPersonalAccounts: false,
    createdAt: new Date('2024-03-01T08:00:00Z'),
    ...overrides,
  };
}

/** An enabled member whose sign-in name comes from the display name. */
export function aPerson(overrides: Partial<Person> = {}): Person {
  const displayName = overrides.displayName ?? 'Alex Rivera';
  return {
    objectId: nextGuid(),
    displayName,
    userPrincipalName: `${displayName.toLowerCase().replace(/\s+/g, '.')}@contoso.example`,
    kind: 'member',
    enabled: true,
    ...overrides,
  };
}

/** A location without a cap of its own, for every member. */
export function aLocation(overrides: Partial<Location> = {}): Location {
  return {
    id: 'prod',
    name: 'Production',
    vaultUrl: 'https://contoso-prod.vault.azure.net',
    approvers: [],
    approvals: 1,
    allowGuests: false,
    maxGrantHours: 24,
    ...overrides,
  };
}
