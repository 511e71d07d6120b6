import { WizardExpiry } from '../../src/dialogs/wizardExpiry';
import type { OutboxItem } from '../../src/domain/records';
import { Conversation } from './conversation';
import { EXPIRED } from './headings';
import { GOOD, wizardTable } from './wizardTable';
import type { Player } from './wizardWorld';

const HOUR = 3_600_000;

describe('WizardExpiry', () => {
  const table = wizardTable();
  let alex: Player;
  beforeEach(() => {
    alex = table.world.player(table.world.alex, new Conversation('19:crew@thread.v2', 'groupChat'));
  });

  function wait(ms: number): void {
    table.world.now = new Date(table.world.now.getTime() + ms);
  }

  async function told(): Promise<readonly OutboxItem[]> {
    const { now, store } = table.world;
    const item = await store.records.outbox.claimNext(now, new Date(now.getTime() + HOUR));
    return item ? [item, ...(await told())] : [];
  }

  async function stored(): Promise<number> {
    return (await table.storage.keysUnchangedSince('wizard/', new Date(table.world.now.getTime() + 1), 100)).length;
  }

  it('ends a wizard that nobody touched for 24 hours and tells its person in its own message', async () => {
    await alex.create({ application: 'Payroll API' });
    const { wizardId } = alex.answer as { wizardId: string };
    wait(24 * HOUR + 1);
    await table.world.expiry.sweep(table.world.now);
    expect(await told()).toEqual([
      expect.objectContaining({
        subject: `wizard:${wizardId}`,
        notice: { kind: 'wizard_expired', applicationName: 'Payroll API' },
        to: expect.objectContaining({
          personId: table.world.alex.objectId,
          origin: expect.objectContaining({ kind: 'groupChat', conversationId: '19:crew@thread.v2' }),
        }),
      }),
    ]);
    expect(await alex.help()).toEqual({ kind: 'none' });
  });

  it('answers a later click on the ended wizard with how it ended', async () => {
    const card = await alex.create({ application: 'Payroll API' });
    wait(24 * HOUR + 1);
    await table.world.expiry.sweep(table.world.now);
    expect((await alex.clickOn(card, 'Next', GOOD)).heading).toBe(EXPIRED);
  });

  it('leaves a wizard alone that somebody works on', async () => {
    await alex.create({ application: 'Payroll API' });
    wait(20 * HOUR);
    await alex.click('Next', GOOD);
    wait(20 * HOUR);
    await table.world.expiry.sweep(table.world.now);
    expect(await told()).toEqual([]);
    expect(await alex.help()).toMatchObject({ kind: 'card' });
  });

  it('tells once, however often it sweeps', async () => {
    await alex.create();
    wait(24 * HOUR + 1);
    await table.world.expiry.sweep(table.world.now);
    await table.world.expiry.sweep(table.world.now);
    expect(await told()).toHaveLength(1);
    await table.world.expiry.sweep(table.world.now);
    expect(await told()).toEqual([]);
  });

  it('tells again in the same message when a pass died before it could note the end', async () => {
    await alex.create();
    wait(24 * HOUR + 1);
    const broken = Object.assign(Object.create(table.storage), {
      write: async () => {
        throw new Error('the process ended');
      },
    });
    const dying = new WizardExpiry({ storage: broken, ids: { id: () => 'first' }, store: table.world.store });
    await expect(dying.sweep(table.world.now)).rejects.toThrow('the process ended');
    await table.world.expiry.sweep(table.world.now);
    expect(await told()).toHaveLength(1);
  });

  it('leaves a wizard alone that its person began in the middle of the pass', async () => {
    await alex.create();
    wait(24 * HOUR + 1);
    const racing = Object.assign(Object.create(table.storage), {
      write: async (changes: Record<string, object>) => {
        await alex.create({ application: 'Payroll API' });
        await table.storage.write(changes);
      },
    });
    await new WizardExpiry({ storage: racing, ids: { id: () => 'id' }, store: table.world.store }).sweep(
      table.world.now,
    );
    expect(await alex.help()).toMatchObject({ kind: 'card', wizardId: expect.any(String) });
  });

  it('does not call a create expired that was submitted, though its process never noted that', async () => {
    await alex.create({ application: 'Payroll API' });
    await alex.click('Next', GOOD);
    await alex.click('Next');
    const key =
      (await table.storage.keysUnchangedSince('wizard/', new Date(table.world.now.getTime() + 1), 1))[0] ?? '';
    const claimed = (await table.storage.read([key]))[key];
    await alex.click('Submit');
    await table.storage.write({ [key]: { ...claimed, eTag: '*' } });
    wait(24 * HOUR + 1);
    await table.world.expiry.sweep(table.world.now);
    expect(await told()).toEqual([]);
    expect(await alex.help()).toEqual({ kind: 'none' });
  });

  it('forgets ended wizards a day later, and tells nothing about them', async () => {
    await alex.create();
    await alex.cancel();
    expect(await stored()).toBe(1);
    wait(24 * HOUR + 1);
    await table.world.expiry.sweep(table.world.now);
    expect(await stored()).toBe(0);
    expect(await told()).toEqual([]);
  });
});
