import { KeyError } from '../../adapters/crypto/keyFile';
import type { SealKeys } from '../../adapters/crypto/sealKey';
import type { HealthReport } from '../../control/operations';
import type { Check } from '../checks';
import type { Patient } from '../context';
import { type Finding, fault, note, ok } from '../finding';
import { healthOf } from '../healthOf';

const SEE = 'See docs/operating/keys.md.';

/** Whether the seal key and the audit key are there and fit what they were used for. */
export const keys: Check = {
  title: 'Keys',
  look: async (patient) => {
    const report = await healthOf(patient);
    return [...reading(() => sealFindings(patient, report)), ...reading(() => auditFindings(patient, report))];
  },
};

function sealFindings({ config, storage }: Patient, report: HealthReport | undefined): readonly Finding[] {
  const sealKeys = storage.sealKeys();
  if (!sealKeys) {
    return report?.sealedWith.length
      ? [lost(report.sealedWith)]
      : [note('no_seal_key_yet', `There is no seal key in ${config.dataDir} yet.`, 'The first start makes one.')];
  }
  const known = [sealKeys.current, ...sealKeys.before].map(({ id }) => id);
  const unknown = (report?.sealedWith ?? []).filter((id) => !known.includes(id));
  return [
    unknown.length > 0 ? lost(unknown) : ok(`The seal key is ${sealKeys.current.id}; it opens all that waits.`),
    ...oldKeys(sealKeys, report),
  ];
}

function lost(ids: readonly string[]): Finding {
  return fault(
    'sealed_with_lost_key',
    `Values wait to be shown that were sealed with a key that is not here (${ids.join(', ')}).`,
    'Bring it back within 15 minutes, or they are lost and the secrets are removed from their applications.',
    SEE,
  );
}

function oldKeys({ before }: SealKeys, report: HealthReport | undefined): readonly Finding[] {
  if (!report) return [];
  const idle = before.filter(({ id }) => !report.sealedWith.includes(id)).map(({ id }) => id);
  if (idle.length === 0) return [];
  const says = `Nothing waits under ${idle.length === 1 ? 'the old seal key' : 'the old seal keys'} ${idle.join(', ')}.`;
  return [
    note('old_seal_key', says, 'Take it out when 15 minutes have passed since the last start with the new key.', SEE),
  ];
}

function auditFindings({ config, storage }: Patient, report: HealthReport | undefined): readonly Finding[] {
  if (storage.auditKey()) return [ok('The audit key is there. npm run audit:verify says whether the audit fits it.')];
  if (report && !report.empty) {
    return [
      fault(
        'audit_key_lost',
        `There is a database, but no audit key in ${config.dataDir}: SecretBot does not start without it.`,
        'Bring audit.key back from where you keep it. Without it the audit cannot be verified.',
        'See docs/operating/audit.md.',
      ),
    ];
  }
  return [note('no_audit_key_yet', `There is no audit key in ${config.dataDir} yet.`, 'The first start makes one.')];
}

/** A key's fault is in words for the operator. */
function reading(look: () => readonly Finding[]): readonly Finding[] {
  try {
    return look();
  } catch (error) {
    if (error instanceof KeyError) return [fault('key', error.message, SEE)];
    throw error;
  }
}
