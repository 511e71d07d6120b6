import { DatabaseError } from '../adapters/storage/databaseError';
import { ControlError } from '../control/controlError';
import type { HealthReport } from '../control/operations';
import type { Patient } from './context';

/** What the database says of itself; `undefined` where it cannot be asked: what is wrong with it, its own check says. */
export async function healthOf({ storage }: Pick<Patient, 'storage'>): Promise<HealthReport | undefined> {
  try {
    return (await storage.database()).report;
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof ControlError) return undefined;
    throw error;
  }
}
