import { parseRecord } from '../../src/dialogs/wizardRecord';
import { ChangedElsewhere, WizardSession } from '../../src/dialogs/wizardSession';
import type { WizardStorage } from '../../src/dialogs/wizardStorage';
import { aPerson } from '../support/memory/directoryBuilders';
import { Conversation } from './conversation';
import { openStorageFile, type StorageFile } from './storageFile';

const NOW = new Date('2026-11-24T09:00:00Z');
const ALEX = aPerson({ displayName: 'Alex Rivera' });
const MEGAN = aPerson({ displayName: 'Megan Osei' });
const CREW = new Conversation('19:crew@thread.v2', 'groupChat');

describe('WizardSession', () => {
  let file: StorageFile;
  let storage: WizardStorage;

  beforeAll(async () => {
    file = await openStorageFile({ now: () => NOW });
    storage = file.database.botStorage;
  });
  afterAll(() => file.remove());
  beforeEach(async () => {
    const keys = await storage.keysUnchangedSince('', new Date(NOW.getTime() + 1), 100);
    await storage.delete([...keys]);
  });

  const load = (person = ALEX, conversation = CREW, now = NOW): Promise<WizardSession> =>
    conversation.turn(person, now, (turn) => WizardSession.load(storage, turn));

  async function opened(id = 'w1'): Promise<WizardSession> {
    const session = await load();
    session.record.wizardId = id;
    session.record.dialogs.dialogStack.push({ id: 'details', state: { nonce: 'n1' } });
    return session;
  }

  it('gives back in the next turn what was saved in the last', async () => {
    await (await opened()).save(NOW);
    const next = await load();
    expect(next.isOpen).toBe(true);
    expect(next.record.wizardId).toBe('w1');
  });

  it('stores nothing when nothing changed', async () => {
    await (await load()).save(NOW);
    expect(await storage.keysUnchangedSince('wizard/', new Date(NOW.getTime() + 1), 10)).toEqual([]);
  });

  it('keeps two people in one group chat apart', async () => {
    await (await opened()).save(NOW);
    expect((await load(MEGAN)).isOpen).toBe(false);
  });

  it('keeps two conversations of one person apart', async () => {
    await (await opened()).save(NOW);
    expect((await load(ALEX, new Conversation('a:alex'))).isOpen).toBe(false);
  });

  it('refuses to save over what somebody else saved since', async () => {
    await (await opened()).save(NOW);
    const [mine, theirs] = [await load(), await load()];
    theirs.record.wizardId = 'theirs';
    await theirs.save(NOW);
    mine.record.wizardId = 'mine';
    await expect(mine.save(NOW)).rejects.toThrow(ChangedElsewhere);
    expect((await load()).record.wizardId).toBe('theirs');
  });

  it('lets only one of two begin the first wizard', async () => {
    const [mine, theirs] = [await opened('mine'), await opened('theirs')];
    await theirs.save(NOW);
    await expect(mine.save(NOW)).rejects.toThrow(ChangedElsewhere);
  });

  it('saves twice in one turn, and not over what came in between', async () => {
    const session = await opened();
    await session.save(NOW);
    session.record.wizardId = 'second';
    await session.save(NOW);
    expect((await load()).record.wizardId).toBe('second');

    const other = await load();
    other.record.wizardId = 'other';
    await other.save(NOW);
    session.record.wizardId = 'third';
    await expect(session.save(NOW)).rejects.toThrow(ChangedElsewhere);
  });

  it('undoes a claim, and leaves a later change by somebody else alone', async () => {
    await (await opened()).save(NOW);
    const session = await load();
    session.record.claimed = 'n1';
    await session.save(NOW);
    await session.undo();
    expect((await load()).record.claimed).toBeUndefined();

    const again = await load();
    again.record.claimed = 'n1';
    await again.save(NOW);
    const faster = await load();
    faster.end('cancelled');
    await faster.save(NOW);
    await again.undo();
    expect((await load()).record.ended?.how).toBe('cancelled');
  });

  it('sees a wizard that nobody touched for 24 hours as ended', async () => {
    await (await opened()).save(NOW);
    const almost = new Date(NOW.getTime() + 24 * 3_600_000 - 1);
    expect((await load(ALEX, CREW, almost)).isOpen).toBe(true);
    const later = await load(ALEX, CREW, new Date(NOW.getTime() + 24 * 3_600_000));
    expect(later.isOpen).toBe(false);
    expect(later.record.ended).toEqual({ how: 'expired', wizardId: 'w1' });
  });

  it('begins anew where an item of another version of the program is stored', async () => {
    await (await opened()).save(NOW);
    const [key = ''] = await storage.keysUnchangedSince('wizard/', new Date(NOW.getTime() + 1), 10);
    await storage.write({ [key]: { version: 0, something: 'else' } });
    const session = await load();
    expect(session.isOpen).toBe(false);
    session.record.wizardId = 'new';
    await session.save(NOW);
    expect(parseRecord((await storage.read([key]))[key])?.wizardId).toBe('new');
  });
});
