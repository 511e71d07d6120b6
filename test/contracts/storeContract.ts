import type { Store } from '../../src/domain/records';
import { describeAudit } from './store/auditContract';
import { describeBackupMarks } from './store/backupMarksContract';
import { describeFreezes, describeGrants } from './store/grantsContract';
import { describeIntents } from './store/intentsContract';
import { describeOutbox } from './store/outboxContract';
import { describeRequests } from './store/requestsContract';
import { describeSecrets } from './store/secretsContract';
import { describeSettings } from './store/settingsContract';
import { describeSharedClaims } from './store/sharedClaimsContract';
import { describeTickets } from './store/ticketsContract';
import { describeTransactions } from './store/transactionsContract';

/** A fresh, empty store; `done` gives back what it holds. */
export interface StoreUnderTest {
  readonly store: Store;
  done(): Promise<void>;
}

/** What every Store promises: run against the memory store and the real one. */
export function describeStore(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let current: StoreUnderTest;
    const store = () => current.store;
    beforeEach(async () => {
      current = await makeStore();
    });
    afterEach(() => current.done());

    describe('transactions', () => describeTransactions(store));
    describe('secrets', () => describeSecrets(store));
    describe('settings of secrets', () => describeSettings(store));
    describe('intents', () => describeIntents(store));
    describe('tickets', () => describeTickets(store));
    describe('claims of what is shared', () => describeSharedClaims(store));
    describe('requests', () => describeRequests(store));
    describe('grants', () => describeGrants(store));
    describe('freezes', () => describeFreezes(store));
    describe('outbox', () => describeOutbox(store));
    describe('backup marks', () => describeBackupMarks(store));
    describe('audit', () => describeAudit(store));
  });
}
