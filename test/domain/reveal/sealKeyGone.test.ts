import { AesSealer } from '../../../src/adapters/crypto/sealer';
import { sealKeys } from '../../support/keys';
import { actor, DomainWorld, TENANT } from '../support/domainWorld';
import { MINUTE } from '../support/fixedClock';

/** An unvaulted secret whose value waits under a seal key that the process, started anew, does not have. */
async function sealedUnderAnotherKey() {
  const world = new DomainWorld();
  const { intent, secret } = await world.created(world.draft({ vault: false }));
  const { ticketId } = intent;
  const key = world.chat.keyOf(ticketId);
  const missing: string[] = [];
  const without = world.restarted({ sealer: new AesSealer(sealKeys('another'), (id) => missing.push(id)) });
  const reveal = (domain = without) => domain.reveals.reveal(actor(world.alex), ticketId, key, world.clock.now());
  const ticket = () => world.store.records.tickets.find(ticketId);
  return { world, without, ticketId, secret, missing, reveal, ticket };
}

describe('a value whose seal key is gone', () => {
  it('is refused truly and claimed by nobody, and the operator hears which key is missing', async () => {
    const { world, secret, missing, reveal, ticket } = await sealedUnderAnotherKey();
    await expect(reveal()).rejects.toMatchObject({ code: 'conflict', details: { reason: 'key_missing' } });
    expect(await ticket()).toMatchObject({ state: 'ready' });
    expect(missing).toEqual([sealKeys().current.id]);
    const rows = await world.store.records.audit.ofSecret(TENANT, secret.reference, 100);
    expect(rows).toContainEqual(expect.objectContaining({ action: 'reveal.refused', detail: 'unknown_seal_key' }));
  });

  it('is shown when the key comes back in time, also by another replica that has it', async () => {
    const { world, secret, reveal } = await sealedUnderAnotherKey();
    await expect(reveal()).rejects.toMatchObject({ details: { reason: 'key_missing' } });
    const { value } = await reveal(world.restarted({ sealer: new AesSealer(sealKeys('another', 'a test')) }));
    expect(value.expose()).toBe(world.directory.plaintextOf(secret.keyId));
  });

  it('takes its credential with it when the key does not come back, and its person is told and may create again', async () => {
    const { world, without, ticketId, secret, reveal, ticket } = await sealedUnderAnotherKey();
    await expect(reveal()).rejects.toMatchObject({ details: { reason: 'key_missing' } });
    await world.sweepFor(16 * MINUTE, 15_000, without);
    expect(await ticket()).toMatchObject({ state: 'expired' });
    expect(world.ownCredentials()).toEqual([]);
    expect(await world.store.records.secrets.find(TENANT, secret.reference)).toMatchObject({ state: 'removed_unseen' });
    expect(world.chat.shown(world.alex.objectId, `carrier:${ticketId}`)).toMatchObject({
      state: { kind: 'removed_unseen' },
    });
    await expect(reveal()).rejects.toMatchObject({ code: 'gone', details: { reason: 'removed_unseen' } });
  });
});
