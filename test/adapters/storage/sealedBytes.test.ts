import { randomBytes } from 'node:crypto';
import { AesSealer } from '../../../src/adapters/crypto/sealer';
import { RandomIds } from '../../../src/adapters/system';
import type { SealedValue } from '../../../src/domain/reveal/ticket';
import { Sensitive } from '../../../src/domain/sensitive';
import { ALEX, after, aSecret, aTicket, NOW, TENANT } from '../../contracts/store/storeBuilders';
import { sealKeys } from '../../support/keys';
import { foundInFiles } from './childProcess';
import { TemporaryDatabase } from './temporaryDatabase';

const ids = new RandomIds();
const sealer = new AesSealer(sealKeys());

interface Sealed {
  readonly id: string;
  /** Everything that must be gone, in the forms in which it was ever held. */
  readonly traces: readonly string[];
  readonly stored: SealedValue;
}

describe('sealed values in the files of the database', () => {
  let temporary: TemporaryDatabase;
  beforeEach(async () => {
    temporary = await TemporaryDatabase.open();
  });
  afterEach(() => temporary.remove());

  const records = () => temporary.database.store.records;

  async function seal(number: number): Promise<Sealed> {
    const id = ids.id();
    const value = new Sensitive(`CANARY~${randomBytes(17).toString('base64url')}`);
    const ticketKey = ids.ticketKey();
    const stored = sealer.seal(value, ticketKey, id);
    const reference = ids.reference();
    await records().secrets.add(aSecret({ reference, name: `secret ${number}` }));
    await records().tickets.add(aTicket({ id, reference }));
    await records().tickets.makeReady(id, after(15), stored);
    const plain = value.expose();
    return {
      id,
      stored,
      traces: [plain, Buffer.from(plain).toString('base64'), ticketKey.expose(), stored.ciphertext],
    };
  }

  const claim = (id: string) =>
    records().tickets.claim({ ticketId: id, tenantId: TENANT, personId: ALEX, now: after(1) });

  it('holds the sealed bytes, but never value or key, while the value waits', async () => {
    const { traces, stored } = await seal(1);
    expect(await foundInFiles(temporary.folder, traces)).toEqual([stored.ciphertext]);
  });

  it('holds nothing of it any more once the claim has answered', async () => {
    const { id, traces } = await seal(1);
    expect(await claim(id)).toBeDefined();
    expect(await foundInFiles(temporary.folder, traces)).toEqual([]);
  });

  it('holds nothing of it any more once the ticket has ended', async () => {
    const { id, traces } = await seal(1);
    expect(await records().tickets.end(id, 'expired', NOW)).toBe(true);
    expect(await foundInFiles(temporary.folder, traces)).toEqual([]);
  });

  it('holds nothing of it any more after a claim in a larger transaction', async () => {
    const { id, traces } = await seal(1);
    await temporary.database.store.transaction((inside) =>
      inside.tickets.claim({ ticketId: id, tenantId: TENANT, personId: ALEX, now: after(1) }),
    );
    expect(await foundInFiles(temporary.folder, traces)).toEqual([]);
  });

  it('holds it as long as a failed claim needs it, and not after the one that succeeds', async () => {
    const { id, traces, stored } = await seal(1);
    const failing = temporary.database.store.transaction(async (inside) => {
      await inside.tickets.claim({ ticketId: id, tenantId: TENANT, personId: ALEX, now: after(1) });
      throw new Error('not yet');
    });
    await expect(failing).rejects.toThrow('not yet');
    expect(await records().tickets.sealedValue(id)).toEqual(stored);
    await claim(id);
    expect(await foundInFiles(temporary.folder, traces)).toEqual([]);
  });

  it('holds only what still waits when many come and go at the same time', async () => {
    const sealed: Sealed[] = [];
    for (let number = 0; number < 60; number += 1) sealed.push(await seal(number));
    const gone = sealed.filter((_, number) => number % 3 !== 0);
    await Promise.all(
      gone.map(({ id }, number) => (number % 2 ? claim(id) : records().tickets.end(id, 'expired', NOW))),
    );
    const found = await foundInFiles(
      temporary.folder,
      sealed.flatMap(({ traces }) => traces),
    );
    expect(found).toEqual(sealed.filter((_, number) => number % 3 === 0).map(({ stored }) => stored.ciphertext));
  });

  it('holds nothing of what was claimed after a stop either, and what waits can still be opened', async () => {
    const [claimed, waiting] = [await seal(1), await seal(2)];
    await claim(claimed.id);
    await temporary.restart();
    expect(await foundInFiles(temporary.folder, claimed.traces)).toEqual([]);
    expect(await records().tickets.sealedValue(waiting.id)).toEqual(waiting.stored);
  });
});
