import { createHmac } from 'node:crypto';
import type { AuditKey } from '../crypto/auditKey';
import type { AuditRow } from './schema';

/** What stands before the first row, in hexadecimal. */
export const NO_MAC = '0'.repeat(64);

/** The form of a row that was there before the chain: chained at the update, so nothing is said of its time before. */
export const BEFORE_CHAIN = 0;

/** The form that rows are written in now. A published form is never changed: what changes gets the next number. */
export const CURRENT_FORM = 1;

/** A row without its mac. */
export type UnchainedRow = Omit<AuditRow, 'mac'>;

/** The newest row, as far as the next one needs it. */
export type ChainEnd = Pick<AuditRow, 'seq' | 'mac'>;

/**
 * What is signed of a row: one JSON array, without spaces, as `JSON.stringify` writes it (ECMA-262, SerializeJSONArray),
 * in UTF-8. Numbers are whole, `at` is milliseconds since 1970, what is missing is `null`.
 *
 * `["secretbot-audit",v,seq,at,tenant,action,actor,reference,application,key,ticket,detail,request,click]`
 */
export function canonical(row: UnchainedRow): string {
  return JSON.stringify([
    'secretbot-audit',
    row.v,
    row.seq,
    row.at,
    row.tenant_id,
    row.action,
    row.actor_id,
    row.reference,
    row.application_id,
    row.key_id,
    row.ticket_id,
    row.detail,
    row.request_id,
    row.click_id,
  ]);
}

/**
 * Chains the audit's rows under the operator's key: mac = HMAC-SHA256(key, the mac before ‖ the row's canonical form),
 * 32 bytes each, kept in hexadecimal. Without the key nobody can write a row that fits.
 */
export class AuditChain {
  constructor(private readonly key: AuditKey) {}

  /** The mac of a row after the row whose mac is `before`. */
  macOf(before: string, row: UnchainedRow): string {
    return createHmac('sha256', this.key.bytes.expose())
      .update(Buffer.from(before, 'hex'))
      .update(canonical(row), 'utf8')
      .digest('hex');
  }

  /** The row that comes after `end`, numbered without a gap. */
  after(end: ChainEnd | undefined, row: Omit<UnchainedRow, 'seq'>): AuditRow {
    const numbered = { ...row, seq: (end?.seq ?? 0) + 1 };
    return { ...numbered, mac: this.macOf(end?.mac ?? NO_MAC, numbered) };
  }

  /** Whether the row is what was written after the row whose mac is `before`. */
  fits(before: string, { mac, ...row }: AuditRow): boolean {
    const isKnownForm = row.v === BEFORE_CHAIN || row.v === CURRENT_FORM;
    return isKnownForm && this.macOf(before, row) === mac;
  }
}
