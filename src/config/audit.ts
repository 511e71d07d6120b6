import * as z from 'zod';
import type { Sensitive } from '../domain/sensitive';
import { ownKey } from './ownKey';
import { wholeNumber } from './wholeNumber';

/** What the operator decides about the audit. */
export interface AuditConfig {
  /** Chains it: 32 bytes in base64; `undefined` means the key file of the data folder. */
  readonly auditKey?: Sensitive;
  /** The file that its heads are added to; `undefined` means one in the data folder. */
  readonly auditHeads?: string;
  /** How often, in minutes, when there is a new one. */
  readonly auditMinutes: number;
}

/** The settings of the audit, one line each. */
export const auditSettings = {
  SECRETBOT_AUDIT_KEY: ownKey().optional(),
  SECRETBOT_AUDIT_HEADS: z.string().optional(),
  SECRETBOT_AUDIT_MINUTES: wholeNumber(1, 1440, 5),
};

const together = z.object(auditSettings);

/** Leaves out what was not set. */
export function auditOf(values: z.output<typeof together>): AuditConfig {
  return {
    ...(values.SECRETBOT_AUDIT_KEY && { auditKey: values.SECRETBOT_AUDIT_KEY }),
    ...(values.SECRETBOT_AUDIT_HEADS && { auditHeads: values.SECRETBOT_AUDIT_HEADS }),
    auditMinutes: values.SECRETBOT_AUDIT_MINUTES,
  };
}
