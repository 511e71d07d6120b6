import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenCredential } from '@azure/identity';
import { auditKeyFrom, auditKeyIn } from '../adapters/crypto/auditKey';
import { sealKeysFrom } from '../adapters/crypto/sealKey';
import { sealKeysIn } from '../adapters/crypto/sealKeyFiles';
import { lookAtClosed } from '../adapters/storage/databaseLook';
import { SystemClock } from '../adapters/system';
import type { Config } from '../config';
import { askBot } from '../control/askBot';
import type { Storage } from '../doctor/context';
import { databaseTokenOf } from './databaseToken';

/** Asks the bot that runs on the data folder; where none runs, the database is opened, looked at and closed. */
export function storageOf(config: Config, credential: TokenCredential): Storage {
  const { dataDir, databaseUrl: url, sealKey, sealKeysBefore, auditKey } = config;
  return {
    database: async () => {
      // A folder that is not there yet has no bot in it.
      const answer = existsSync(dataDir) ? await askBot(dataDir, 'health', {}) : 'nobody';
      if (answer !== 'nobody') return { report: answer, botRuns: true };
      const token = databaseTokenOf(config, credential);
      return { report: await lookAtClosed({ dataDir, url, token, clock: new SystemClock() }), botRuns: false };
    },
    sealKeys: () => (sealKey ? sealKeysFrom(sealKey, sealKeysBefore) : sealKeysIn(dataDir)),
    auditKey: () => {
      if (auditKey) return auditKeyFrom(auditKey);
      return existsSync(join(dataDir, 'audit.key')) ? auditKeyIn(dataDir) : undefined;
    },
  };
}
