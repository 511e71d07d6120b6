import { NewNotices } from '../../../src/domain/notices/newNotices';
import { anItem } from '../../contracts/store/storeBuilders';
import { describeStore } from '../../contracts/storeContract';
import { MemoryStore } from '../../support/memory/memoryStore';

describeStore('the store whose new notices are noted', async () => ({
  store: new NewNotices().noting(new MemoryStore()),
  done: async () => undefined,
}));

describe('new notices', () => {
  let news: NewNotices;
  let store: ReturnType<NewNotices['noting']>;

  beforeEach(() => {
    news = new NewNotices();
    store = news.noting(new MemoryStore());
  });

  it('are known once they are committed, and until somebody went to deliver them', async () => {
    expect(news.take()).toBe(false);
    await store.transaction(async ({ outbox }) => {
      await outbox.add(anItem());
      expect(news.take()).toBe(false);
    });
    expect(news.take()).toBe(true);
    expect(news.take()).toBe(false);
    await store.records.outbox.add(anItem());
    expect(news.take()).toBe(true);
  });

  it('are none where the transaction was rolled back, or told nobody anything', async () => {
    const failing = store.transaction(async ({ outbox }) => {
      await outbox.add(anItem());
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await store.transaction(async ({ outbox }) => outbox.depth());
    expect(news.take()).toBe(false);
  });

  it('are of the attempt that was committed, where a transaction was tried twice', async () => {
    const memory = new MemoryStore();
    const twice = news.noting({
      records: memory.records,
      transaction: async (work) => {
        await memory.transaction(work);
        return memory.transaction(work);
      },
    });
    let attempts = 0;
    await twice.transaction(async ({ outbox }) => {
      attempts += 1;
      if (attempts === 1) await outbox.add(anItem());
    });
    expect(news.take()).toBe(false);
  });
});
