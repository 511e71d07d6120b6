import type { SandboxVault } from './vaults';

/** A location exactly as the bot's SECRETBOT_LOCATIONS file has it. */
export interface SandboxLocation {
  readonly id: string;
  readonly name: string;
  readonly vaultUrl: string;
  readonly maxLifetimeDays: number;
  readonly approvers: readonly string[];
  readonly approvals?: number;
  readonly maxGrantHours?: number;
}

/** Who decides where the owner can't. */
export interface SandboxApprovers {
  readonly administrator: string;
  /** Somebody the bot has no chat with. */
  readonly officer: string;
}

/** Contoso's locations. In the last one two people must agree. */
export function seedLocations({ administrator, officer }: SandboxApprovers, vaultSuffix: string): SandboxLocation[] {
  return [
    {
      id: 'prod',
      name: 'Production',
      vaultUrl: `https://contoso-prod${vaultSuffix}`,
      maxLifetimeDays: 365,
      approvers: [administrator, officer],
    },
    {
      id: 'dev',
      name: 'Development',
      vaultUrl: `https://contoso-dev${vaultSuffix}`,
      maxLifetimeDays: 180,
      approvers: [administrator],
    },
    {
      id: 'restricted',
      name: 'Restricted',
      vaultUrl: `https://contoso-restricted${vaultSuffix}`,
      maxLifetimeDays: 90,
      approvers: [administrator, officer],
      approvals: 2,
      maxGrantHours: 4,
    },
  ];
}

/** An empty vault for each location. */
export function seedVaults(locations: readonly SandboxLocation[]): SandboxVault[] {
  return locations.map(({ vaultUrl }) => ({
    host: new URL(vaultUrl).host,
    secrets: new Map(),
    deleteLagMilliseconds: 15_000,
    recoveryLevel: 'Recoverable+Purgeable',
  }));
}
