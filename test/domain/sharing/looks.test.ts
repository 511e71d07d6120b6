import { actor, originOf, TENANT } from '../support/domainWorld';
import { failure, SharingBench } from '../support/sharingBench';

let bench: SharingBench;

beforeEach(() => {
  bench = new SharingBench();
});

const take = (reference: string, who = bench.world.megan) =>
  bench.domain.looks.take(actor(who), reference, originOf(who));

async function ticketsOf(reference: string, personId = bench.world.megan.objectId) {
  const secret = await bench.now({ reference: reference as Parameters<typeof bench.now>[0]['reference'] });
  const tickets = await bench.store.records.tickets.ofSecret(TENANT, secret.reference);
  return tickets.filter((ticket) => ticket.cause === 'pre_approval' && ticket.personId === personId);
}

describe('looking again', () => {
  it('gives a pre-approved owner a new card at once when the last one was used', async () => {
    const secret = await bench.secret({ preApprove: true });
    const [first] = await ticketsOf(secret.reference);
    await bench.reveal(bench.world.megan, first?.id ?? '');
    expect(await take(secret.reference)).toBe(true);
    await bench.told();
    const second = (await ticketsOf(secret.reference)).find((ticket) => ticket.state === 'ready');
    const { value } = await bench.reveal(bench.world.megan, second?.id ?? '');
    expect(value.expose()).not.toBe('');
  });

  it('gives no second card while one can be used, however often and however fast it is asked', async () => {
    const secret = await bench.secret({ preApprove: true });
    const [first] = await ticketsOf(secret.reference);
    await bench.reveal(bench.world.megan, first?.id ?? '');
    await Promise.all(Array.from({ length: 10 }, () => take(secret.reference)));
    expect(await ticketsOf(secret.reference)).toHaveLength(2);
  });

  it('is for the pre-approved owner only: everybody else must ask', async () => {
    const open = await bench.secret();
    expect(await take(open.reference)).toBe(false);
    const preApproved = await bench.secret({ preApprove: true });
    for (const other of [bench.world.alex, bench.world.nora, bench.world.lee]) {
      expect(await take(preApproved.reference, other)).toBe(false);
    }
    expect(await ticketsOf(open.reference)).toEqual([]);
  });

  it('is stopped by a freeze', async () => {
    const secret = await bench.secret({ preApprove: true });
    const [first] = await ticketsOf(secret.reference);
    await bench.reveal(bench.world.megan, first?.id ?? '');
    await bench.domain.freezes.freeze(actor(bench.world.nora), 'drill');
    expect(await failure(take(secret.reference))).toMatchObject({ code: 'frozen' });
    expect(await ticketsOf(secret.reference)).toHaveLength(1);
  });
});
