import type { Recipient } from '../../../src/domain/notices/recipient';
import { put, type Telling } from '../../../src/domain/notices/telling';
import { nextGuid } from '../../support/memory/directoryBuilders';

const now = new Date('2026-11-24T09:00:00Z');
const to: Recipient = { tenantId: 'tenant', personId: 'megan' };

function telling(name: string): Telling {
  return { to, subject: `notice:${name}`, notice: { kind: 'wizard_expired', applicationName: name } };
}

describe('what must be told', () => {
  // The outbox takes what is due longest first, and of what is due at the same time any.
  it('is due at once, each before the next, so that it is told in the order given', async () => {
    const due: number[] = [];
    const outbox = { add: async (item: { nextAttemptAt: Date }) => void due.push(item.nextAttemptAt.getTime()) };
    await put(outbox, ['first', 'second', 'third'].map(telling), { ids: { id: nextGuid }, now });
    expect(due).toEqual([now.getTime() - 2, now.getTime() - 1, now.getTime()]);
  });
});
