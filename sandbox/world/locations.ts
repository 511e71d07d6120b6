import type { SandboxVault } from './vaults';

/** A location exactly as the bot's SECRETBOT_LOCATIONS file has it. */
export interface SandboxLocation {
  readonly id: string;
  readonly name: string;
  readonly vaultUrl: string;
  readonly maxLifetimeDays: number;
  readonly approvers: readonly string[];
}

/** Contoso's two locations; the administrator decides where the owner can't. */
export function seedLocations(approverId: string): SandboxLocation[] {
  return [
    {
      id: 'prod',
      name: 'Production',
      vaultUrl: 'https://contoso-prod.vault.azure.net',
      maxLifetimeDays: 365,
      approvers: [approverId],
    },
    {
      id: 'dev',
      name: 'Development',
      vaultUrl: 'https://contoso-dev.vault.azure.net',
      maxLifetimeDays: 180,
      approvers: [approverId],
    },
  ];
}

/** An empty vault for each location. */
export function seedVaults(locations: readonly SandboxLocation[]): SandboxVault[] {
  return locations.map(({ vaultUrl }) => ({
    host: new URL(vaultUrl).host,
    secrets: new Map(),
    deleteLagMilliseconds: 15_000,
  }));
}
