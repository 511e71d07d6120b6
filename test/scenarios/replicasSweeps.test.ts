import { readingOf } from '../support/asPerson';
import { describeReplicas } from '../support/replicas';
import { ask, asked, sharedSecret } from '../support/sharedSecret';
import { Wholeness } from '../support/wholeness';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeReplicas('the sweeps of two bots', (world, replicas) => {
  const alex = () => world.personal('alex');
  const megan = () => world.personal('megan');
  const lee = () => world.personal('lee');
  const skip = (milliseconds: number) => world.sandbox.world.clock.skip(milliseconds);

  it('remove what nobody looked at once each, and tell it once each', async () => {
    const wholeness = new Wholeness(world, replicas);
    const names = [1, 2, 3, 4].map((number) => `Unseen ${number}`);
    for (const name of names) await alex().create({ application: 'Build Pipeline', name });
    await skip(16 * MINUTE);
    for (const name of names) await alex().sees(name, 'Create again');
    await wholeness.settled();
    await wholeness.check();
    for (const name of names) expect(alex().countOf(name, 'was not opened in time')).toBe(1);
    expect(world.credentialsOn('Build Pipeline')).toEqual([]);
  }, 60_000);

  it('remind, ask more people and end requests once', async () => {
    const wholeness = new Wholeness(world, replicas);
    const reference = await sharedSecret(world, { name: 'Waited for' });
    await ask(lee(), reference, 'please decide');
    await asked(megan(), 'please decide');
    await skip(4.1 * HOUR);
    await megan().sees('A request still waits for you', 'Waited for');
    await skip(4.1 * HOUR);
    await asked(world.personal('nora'), 'please decide');
    await skip(40 * HOUR);
    await lee().sees('Nobody decided in time', 'Waited for');
    await wholeness.settled();
    expect(megan().countOf('still waits for you', 'Waited for')).toBeLessThanOrEqual(1);
    expect(lee().countOf('Nobody decided in time', 'Waited for')).toBe(1);
    for (const approver of [megan(), world.personal('nora')]) {
      const cards = approver.messages().filter((message) => readingOf(message).includes('please decide'));
      expect(cards).toHaveLength(1);
    }
  }, 60_000);

  it('find once what was removed in the portal', async () => {
    const wholeness = new Wholeness(world, replicas);
    await alex().created({ application: 'Status Page', name: 'Removed elsewhere', vault: true });
    const application = world.sandbox.world.application('Status Page');
    for (const credential of application.credentials) credential.removedAt ??= world.sandbox.world.clock.now();
    await skip(25 * HOUR);
    await alex().sees('Removed elsewhere', 'A secret is no longer there');
    await wholeness.settled();
    await wholeness.check();
    const told = await replicas.rows("select 1 from audit where action = 'reconcile.gone'");
    expect(told).toHaveLength(1);
  }, 60_000);
});
