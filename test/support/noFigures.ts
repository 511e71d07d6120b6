import type { StoredFigures } from '../../src/telemetry/figures';

/** A database in which nothing waits and nothing is kept. */
export const NO_FIGURES: StoredFigures = {
  waiting: { creates: 0, deletes: 0, tickets: 0, requests: 0, grants: 0, notices: 0 },
  overdueSeconds: { creates: 0, deletes: 0, tickets: 0, requests: 0, grants: 0, notices: 0 },
  noticesGivenUp: 0,
  secrets: { past: 0, '7_days': 0, '30_days': 0, '90_days': 0, '365_days': 0, later: 0 },
  frozen: false,
};
