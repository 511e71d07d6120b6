import { TargetedOutcomes } from '../../../src/adapters/teams/targetedOutcomes';
import type { HealthReport } from '../../../src/control/operations';
import { targetedMessages } from '../../../src/doctor/checks/targetedMessages';
import type { Patient } from '../../../src/doctor/context';

describe('targeted messages', () => {
  const look = (targeted: HealthReport['targeted']) => {
    const report = { missing: [], unknown: [], empty: false, sealedWith: [], ...(targeted && { targeted }) };
    const storage = { database: async () => ({ report, botRuns: targeted !== undefined }) };
    return targetedMessages.look({ storage } as unknown as Patient);
  };
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 10, minutes));

  it('are on or off by what Teams did last', async () => {
    const outcomes = new TargetedOutcomes();
    expect(await look(outcomes.seen)).toMatchObject([{ kind: 'unknown', code: 'targeted_not_seen' }]);
    outcomes.taken(at(1));
    expect(await look(outcomes.seen)).toEqual([{ kind: 'ok', says: 'On: Teams took one (2026-11-24 10:01 UTC).' }]);
    outcomes.refused(at(2));
    expect(await look(outcomes.seen)).toMatchObject([{ kind: 'note', code: 'targeted_off' }]);
    outcomes.taken(at(3));
    expect(await look(outcomes.seen)).toMatchObject([{ kind: 'ok' }]);
  });

  it('are not known where no bot runs', async () => {
    expect(await look(undefined)).toMatchObject([{ kind: 'unknown', code: 'targeted_not_asked' }]);
  });
});
