import type { AuditFault } from '../storage/auditWalk';

/** A fault of the audit, in a sentence for the operator: what, and where. */
export function faultSentence(fault: AuditFault): string {
  switch (fault.kind) {
    case 'changed':
      return `${rows(fault.from, fault.to)} ${verb(fault, 'does', 'do')} not fit what stands before: changed, moved or put in by somebody without the key.`;
    case 'missing':
      return `${rows(fault.from, fault.to)} ${verb(fault, 'is', 'are')} missing: removed.`;
    case 'wrong_key':
      return `None of the ${fault.rows} rows fits the key: it is not the key that the audit was written with (SECRETBOT_AUDIT_KEY, or audit.key in the data folder), or every row was replaced.`;
    case 'cut':
      return `${rows(fault.from, fault.to)} ${verb(fault, 'is', 'are')} missing at the end (${count(fault)}): there at the export of ${fault.headAt}, and gone now. Removed, or the database was restored from an older backup.`;
    case 'replaced':
      return `Row ${fault.to} is not the one whose head was exported at ${fault.headAt}: somewhere after row ${fault.after} the audit was replaced. Rewritten with the key, or the database was restored from an older backup and went on from there.`;
  }
}

function rows(from: number, to: number): string {
  return from === to ? `Row ${from}` : `Rows ${from} to ${to}`;
}

function verb({ from, to }: { readonly from: number; readonly to: number }, one: string, more: string): string {
  return from === to ? one : more;
}

function count({ from, to }: { readonly from: number; readonly to: number }): string {
  return `${to - from + 1} up to the head`;
}
