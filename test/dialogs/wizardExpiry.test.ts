import { WizardExpiry } from '../../src/dialogs/wizardExpiry';
import type { WizardStorage } from '../../src/dialogs/wizardStorage';
import type { OutboxItem } from '../../src/domain/ports';
import { wordsFor } from '../../src/messages/catalogue';
import { Conversation } from './conversation';
import { openStorageFile, type StorageFile } from './storageFile';
import { type Player, WizardWorld } from './wizardWorld';

const WORDS = wordsFor('en-US');
const EXPIRED = WORDS.plain('progress.expired.heading');
const GOOD = { name: 'CI deploy', description: 'Deploys the nightly build', location: 'prod' };
const HOUR = 3_600_000;

describe('WizardExpiry', () => {
  let file: StorageFile;
  let storage: WizardStorage;
  let world: WizardWorld;
  let alex: Player;

  beforeEach(async () => {
    file = await openStorageFile({ now: () => world.now });
    storage = file.database.botStorage;
    world = new WizardWorld(storage);
    alex = world.player(world.alex, new Conversation('19:crew@thread.v2', 'groupChat'));
  });
  afterEach(() => file.remove());

  function wait(ms: number): void {
    world.now = new Date(world.now.getTime() + ms);
  }

  function told(): Promise<readonly OutboxItem[]> {
    return world.store.records.outbox.claimDue(world.now, new Date(world.now.getTime() + HOUR), 10);
  }

  async function stored(): Promise<number> {
    return (await storage.keysUnchangedSince('wizard/', new Date(world.now.getTime() + 1), 100)).length;
  }

  it('ends a wizard that nobody touched for 24 hours and tells its person in its own message', async () => {
    await alex.create({ application: 'Payroll API' });
    const { wizardId } = alex.answer as { wizardId: string };
    wait(24 * HOUR + 1);
    await world.expiry.sweep(world.now);
    expect(await told()).toEqual([
      expect.objectContaining({
        subject: `wizard:${wizardId}`,
        notice: { kind: 'wizard_expired', applicationName: 'Payroll API' },
        to: expect.objectContaining({
          personId: world.alex.objectId,
          origin: expect.objectContaining({ kind: 'groupChat', conversationId: '19:crew@thread.v2' }),
        }),
      }),
    ]);
    expect(await alex.help()).toEqual({ kind: 'none' });
  });

  it('answers a later click on the ended wizard with how it ended', async () => {
    const card = await alex.create({ application: 'Payroll API' });
    wait(24 * HOUR + 1);
    await world.expiry.sweep(world.now);
    expect((await alex.clickOn(card, 'Next', GOOD)).heading).toBe(EXPIRED);
  });

  it('leaves a wizard alone that somebody works on', async () => {
    await alex.create({ application: 'Payroll API' });
    wait(20 * HOUR);
    await alex.click('Next', GOOD);
    wait(20 * HOUR);
    await world.expiry.sweep(world.now);
    expect(await told()).toEqual([]);
    expect(await alex.help()).toMatchObject({ kind: 'card' });
  });

  it('tells once, however often it sweeps', async () => {
    await alex.create();
    wait(24 * HOUR + 1);
    await world.expiry.sweep(world.now);
    await world.expiry.sweep(world.now);
    expect(await told()).toHaveLength(1);
    await world.expiry.sweep(world.now);
    expect(await told()).toEqual([]);
  });

  it('tells again in the same message when a pass died before it could note the end', async () => {
    await alex.create();
    wait(24 * HOUR + 1);
    const broken = Object.assign(Object.create(storage), {
      write: async () => {
        throw new Error('the process ended');
      },
    });
    const dying = new WizardExpiry({ storage: broken, ids: { id: () => 'first' }, store: world.store });
    await expect(dying.sweep(world.now)).rejects.toThrow('the process ended');
    await world.expiry.sweep(world.now);
    expect(await told()).toHaveLength(1);
  });

  it('leaves a wizard alone that its person began in the middle of the pass', async () => {
    await alex.create();
    wait(24 * HOUR + 1);
    const racing = Object.assign(Object.create(storage), {
      write: async (changes: Record<string, object>) => {
        await alex.create({ application: 'Payroll API' });
        await storage.write(changes);
      },
    });
    await new WizardExpiry({ storage: racing, ids: { id: () => 'id' }, store: world.store }).sweep(world.now);
    expect(await alex.help()).toMatchObject({ kind: 'card', wizardId: expect.any(String) });
  });

  it('does not call a create expired that was submitted, though its process never noted that', async () => {
    await alex.create({ application: 'Payroll API' });
    await alex.click('Next', GOOD);
    await alex.click('Next');
    const key = (await storage.keysUnchangedSince('wizard/', new Date(world.now.getTime() + 1), 1))[0] ?? '';
    const claimed = (await storage.read([key]))[key];
    await alex.click('Submit');
    await storage.write({ [key]: { ...claimed, eTag: '*' } });
    wait(24 * HOUR + 1);
    await world.expiry.sweep(world.now);
    expect(await told()).toEqual([]);
    expect(await alex.help()).toEqual({ kind: 'none' });
  });

  it('forgets ended wizards a day later, and tells nothing about them', async () => {
    await alex.create();
    await alex.cancel();
    expect(await stored()).toBe(1);
    wait(24 * HOUR + 1);
    await world.expiry.sweep(world.now);
    expect(await stored()).toBe(0);
    expect(await told()).toEqual([]);
  });
});
