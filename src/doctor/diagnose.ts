import { ProbeFailure } from '../adapters/probeFailure';
import { type CheckName, checks } from './checks';
import type { Patient } from './context';
import { failedLook } from './failedLook';
import type { Finding } from './finding';

/** What one check found. */
export interface Diagnosis {
  readonly check: CheckName;
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Looks at everything in `names`, one after the other, and tells each as soon as it is known. */
export async function* diagnose(patient: Patient, names: readonly CheckName[]): AsyncGenerator<Diagnosis> {
  for (const check of names) {
    const { title, look } = checks[check];
    yield { check, title, findings: await lookAt(() => look(patient)) };
  }
}

async function lookAt(look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ProbeFailure) return [failedLook(error)];
    throw error;
  }
}
