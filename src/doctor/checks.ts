import { database } from './checks/database';
import { endpoint } from './checks/endpoint';
import { keys } from './checks/keys';
import { manifest } from './checks/manifest';
import { ownership } from './checks/ownership';
import { permissions } from './checks/permissions';
import { settings } from './checks/settings';
import { targetedMessages } from './checks/targetedMessages';
import { tokens } from './checks/tokens';
import { vaults } from './checks/vaults';
import type { Patient } from './context';
import type { Finding } from './finding';

/** Everything that is looked at, by name, in this order. The table is closed. */
export const checks = {
  settings,
  tokens,
  permissions,
  ownership,
  vaults,
  database,
  keys,
  endpoint,
  manifest,
  targetedMessages,
} as const satisfies Readonly<Record<string, Check>>;

/** One thing to look at. `look` throws only ProbeFailure, and what is a bug. */
export interface Check {
  readonly title: string;
  readonly look: (patient: Patient) => Promise<readonly Finding[]>;
}

export type CheckName = keyof typeof checks;

/** Whether there is such a check. */
export function isCheck(name: string): name is CheckName {
  return Object.hasOwn(checks, name);
}

/** Their names, in order. */
export const checkNames = Object.keys(checks).filter(isCheck);
