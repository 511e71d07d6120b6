import { seededPolicies } from './applications';

/** What one app management policy restricts. */
export interface SandboxPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  isEnabled: boolean;
  blocksPasswords: boolean;
  /** ISO 8601 duration in days, as `P90D`. */
  maxLifetime?: `P${number}D`;
}

/** The tenant's own policy and those assigned to applications; an assigned one replaces the tenant's. */
export interface SandboxPolicies {
  readonly tenant: SandboxPolicy;
  readonly assigned: SandboxPolicy[];
}

/** Contoso restricts nothing by default, caps one application at 90 days and blocks secrets on another. */
export function seedPolicies(): SandboxPolicies {
  return {
    tenant: {
      id: '00000000-0000-0000-0000-000000000000',
      displayName: 'Default app management tenant policy',
      description:
        'Default tenant policy that enforces app management restrictions on applications and service principals.',
      isEnabled: false,
      blocksPasswords: false,
    },
    assigned: [
      {
        id: seededPolicies.cap,
        displayName: 'Ninety days',
        description: 'Client secrets live 90 days at most.',
        isEnabled: true,
        blocksPasswords: false,
        maxLifetime: 'P90D',
      },
      {
        id: seededPolicies.block,
        displayName: 'No client secrets',
        description: 'New client secrets are not allowed.',
        isEnabled: true,
        blocksPasswords: true,
      },
    ],
  };
}

/** Days of a `P90D`. */
export function daysOf(maxLifetime: `P${number}D`): number {
  return Number(maxLifetime.slice(1, -1));
}
