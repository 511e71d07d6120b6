import { aFreeze, aGrant, aRequest } from '../../contracts/store/sharingBuilders';
import {
  aCreate,
  aDelete,
  after,
  anItem,
  aSecret,
  aTicket,
  NOW,
  ref,
  TENANT,
} from '../../contracts/store/storeBuilders';
import { NO_FIGURES } from '../../support/noFigures';
import { describeEachEngine } from './eachEngine';
import { type AnyDatabase, HandClock } from './temporaryDatabase';

const DAY = 24 * 60;

describeEachEngine('figures of what is stored', (open) => {
  let temporary: AnyDatabase;
  beforeEach(async () => {
    temporary = await open(new HandClock(NOW));
  });
  afterEach(() => temporary.remove());

  const records = () => temporary.database.store.records;
  const figures = () => temporary.database.figures();

  it('are all zero where nothing is', async () => {
    expect(await figures()).toEqual(NO_FIGURES);
  });

  it('count live secrets by when they expire, each once', async () => {
    const days = [-1, 1, 7, 8, 90, 200, 365, 366];
    for (const [index, each] of days.entries()) {
      const expiresAt = after(each * DAY);
      await records().secrets.add(
        aSecret({ reference: ref(index), keyId: `key-${index}`, name: `${index}`, expiresAt }),
      );
    }
    await records().secrets.add(aSecret({ reference: ref(90), keyId: 'key-90', name: 'gone' }));
    await records().secrets.moveState(TENANT, ref(90), 'active', 'deleted', NOW);
    expect((await figures()).secrets).toEqual({
      past: 1,
      '7_days': 2,
      '30_days': 1,
      '90_days': 1,
      '365_days': 2,
      later: 1,
    });
  });

  it('count what waits, and say how late the longest of it is', async () => {
    await records().intents.addCreate(aCreate({ nextLookAt: after(-3) }));
    await records().intents.addDelete(aDelete({ nextLookAt: after(5) }));
    for (const id of ['ticket-1', 'ticket-2', 'ticket-3']) {
      await records().tickets.add(aTicket({ id, expiresAt: after(-9), sealed: false }));
    }
    await records().tickets.makeReady('ticket-1', after(-1), undefined);
    await records().tickets.makeReady('ticket-2', after(1), undefined);
    await records().requests.add(aRequest({ nextLookAt: after(-10) }));
    await records().grants.add(aGrant({ endsAt: after(1) }));
    await records().outbox.add(anItem({ nextAttemptAt: after(-2) }));
    const { waiting, overdueSeconds } = await figures();
    expect(waiting).toEqual({ creates: 1, deletes: 1, tickets: 3, requests: 1, grants: 1, notices: 1 });
    expect(overdueSeconds).toEqual({ creates: 180, deletes: 0, tickets: 60, requests: 600, grants: 0, notices: 120 });
  });

  it('count what has ended, or was given up, no more; and say that everything is stopped', async () => {
    await records().tickets.add(aTicket({ expiresAt: after(-1) }));
    await records().tickets.end('ticket-1', 'expired', NOW);
    await records().outbox.add(anItem());
    const claimed = await records().outbox.claimNext(NOW, after(1));
    if (!claimed) throw new Error('nothing to claim');
    await records().outbox.settle(claimed, 'unreachable');
    await records().freezes.set(TENANT, aFreeze());
    expect(await figures()).toEqual({ ...NO_FIGURES, noticesGivenUp: 1, frozen: true });
  });
});
