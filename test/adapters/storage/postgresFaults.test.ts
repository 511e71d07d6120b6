import type { Database } from '../../../src/adapters/storage/openDatabase';
import {
  ALEX,
  after,
  anEvent,
  anItem,
  aSecret,
  aTicket,
  NOW,
  ref,
  SEALED,
  TENANT,
} from '../../contracts/store/storeBuilders';
import { TcpProxy } from '../../support/tcpProxy';
import { describePostgres } from './eachEngine';
import { HandClock } from './temporaryDatabase';

const unavailable = { code: 'unavailable', details: { service: 'storage' } };
/** As the driver says it: `read committed` is no commit. */
const COMMIT = 'commit\0';

describePostgres('a database that goes away', (postgres) => {
  let proxy: TcpProxy;
  /** On the way that can be cut. */
  let cut: Database;
  /** On a way of its own. */
  let other: Database;

  beforeEach(async () => {
    await postgres().empty();
    proxy = await TcpProxy.to(postgres().server.port);
    cut = await postgres().another(new HandClock(), proxy.port);
    other = await postgres().another(new HandClock());
  });
  afterEach(async () => {
    await Promise.all([cut.close(), other.close()]);
    await proxy.close();
  });

  const readyTicket = async () => {
    await other.store.records.secrets.add(aSecret());
    await other.store.records.tickets.add(aTicket());
    await other.store.records.tickets.makeReady('ticket-1', after(15), SEALED);
  };
  const claim = (database: Database) =>
    database.store.records.tickets.claim({ ticketId: 'ticket-1', tenantId: TENANT, personId: ALEX, now: after(1) });

  it('a commit whose answer is lost is said to be unavailable, and has happened: nobody gets the value twice', async () => {
    await readyTicket();
    proxy.cutOnce(COMMIT, 'answer');
    await expect(claim(cut)).rejects.toMatchObject(unavailable);
    expect(await other.store.records.tickets.find('ticket-1')).toMatchObject({ state: 'shown' });
    expect(await claim(cut)).toBeUndefined();
  });

  it('a commit that never arrives is said to be unavailable, and has not happened', async () => {
    await readyTicket();
    proxy.cutOnce(COMMIT, 'question');
    await expect(claim(cut)).rejects.toMatchObject(unavailable);
    expect(await other.store.records.tickets.find('ticket-1')).toMatchObject({ state: 'ready' });
    expect(await claim(cut)).toMatchObject({ state: 'shown' });
  });

  it.each(['begin', 'insert into "secrets"', 'update "tickets"'])(
    'keeps nothing of a transaction cut at %s',
    async (text) => {
      await readyTicket();
      proxy.cutOnce(text, 'answer');
      const writing = cut.store.transaction(async (records) => {
        await records.audit.append(anEvent());
        await records.secrets.add(aSecret({ reference: ref(2), name: 'second' }));
        await records.tickets.end('ticket-1', 'cancelled', NOW);
      });
      await expect(writing).rejects.toMatchObject(unavailable);
      expect(await cut.store.records.audit.ofSecret(TENANT, ref(1), 9)).toEqual([]);
      expect(await cut.store.records.secrets.find(TENANT, ref(2))).toBeUndefined();
    },
  );

  it('a replica that the network was cut off from gives its turn back in time for those who wait', async () => {
    let begun: () => void = () => undefined;
    const hasTurn = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let goOn: () => void = () => undefined;
    const cutOff = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const writing = cut.store.transaction(async (records) => {
      await records.audit.append(anEvent());
      begun();
      await cutOff;
      await records.audit.append(anEvent());
    });
    const outcome = expect(writing).rejects.toMatchObject(unavailable);
    await hasTurn;
    proxy.silence();
    await other.store.records.outbox.add(anItem());
    proxy.resume();
    goOn();
    await outcome;
    expect(await other.store.records.audit.ofSecret(TENANT, ref(1), 9)).toEqual([]);
    await cut.store.records.audit.append(anEvent());
  });

  it('connections that nobody uses may be lost: the next caller does not notice', async () => {
    await cut.store.records.outbox.add(anItem());
    await postgres().ask('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', ['secretbot']);
    await postgres().untilGone('secretbot');
    await proxy.untilAllEnded();
    expect(await cut.store.records.outbox.depth()).toBe(1);
    await cut.store.records.audit.append(anEvent());
  });

  it.each(['fast', 'immediate'] as const)(
    'a server that stops (%s) under load loses nothing that was answered, and everybody else hears of it',
    async (how) => {
      let running = true;
      const kept: string[] = [];
      const reasons: unknown[] = [];
      const load = async (database: Database, name: string) => {
        for (let number = 0; running; number += 1) {
          const detail = `${name} ${number}`;
          await database.store.records.audit.append(anEvent({ detail })).then(
            () => kept.push(detail),
            (reason) => reasons.push(reason),
          );
        }
      };
      const loads = [load(cut, 'a'), load(cut, 'b'), load(other, 'c'), load(other, 'd')];
      await until(() => kept.length > 20);
      await postgres().server.stop(how);
      await until(() => reasons.length > 20);
      await expect(other.store.records.outbox.depth()).rejects.toMatchObject(unavailable);
      await expect(other.botStorage.write({ a: {} })).rejects.toMatchObject(unavailable);
      await expect(other.chatReferences.claimOnce('a', NOW, after(1))).rejects.toMatchObject(unavailable);
      const before = kept.length;
      await postgres().startAgain();
      await until(() => kept.length > before + 20);
      running = false;
      await Promise.all(loads);
      for (const reason of reasons) expect(reason).toMatchObject(unavailable);
      const details = (await other.store.records.audit.ofSecret(TENANT, ref(1), 99_999)).map(({ detail }) => detail);
      expect(details).toEqual(expect.arrayContaining(kept));
      expect(await other.auditLog.verify([])).toMatchObject({ faults: [] });
    },
  );
});

/** Lets everything else run until the condition holds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
