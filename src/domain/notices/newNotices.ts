import type { Outbox, Records, Store } from '../records';

/**
 * Knows whether this process put something into the outbox since it was last asked, so that a turn that told nobody
 * anything need not look there. What another process put there, and what is to be told later, is the sweep's.
 */
export class NewNotices {
  #any = false;

  /** Whether anything new is committed; asking takes it off. */
  take(): boolean {
    const any = this.#any;
    this.#any = false;
    return any;
  }

  /** The same store; what it commits is noted here, right after the commit. */
  noting(store: Store): Store {
    const committed = (): void => {
      this.#any = true;
    };
    return {
      records: withOutbox(store.records, committed),
      transaction: async (work) => {
        let added = false;
        const result = await store.transaction((records) => {
          // Begun anew when the engine tries the transaction once more.
          added = false;
          return work(
            withOutbox(records, () => {
              added = true;
            }),
          );
        });
        if (added) committed();
        return result;
      },
    };
  }
}

function withOutbox(records: Records, added: () => void): Records {
  const { outbox } = records;
  const noted: Outbox = {
    add: async (item) => {
      await outbox.add(item);
      added();
    },
    claimNext: (...about) => outbox.claimNext(...about),
    settle: (...about) => outbox.settle(...about),
    retry: (...about) => outbox.retry(...about),
    reopen: (...about) => outbox.reopen(...about),
    withdraw: (...about) => outbox.withdraw(...about),
    depth: () => outbox.depth(),
    givenUp: () => outbox.givenUp(),
  };
  return { ...records, outbox: noted };
}
