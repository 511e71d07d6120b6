import type { JournalEntry } from '../../sandbox/world/journal';
import { scenario } from '../support/scenario';

describe('a person whom nothing could be told', () => {
  const world = scenario();

  it('is told what became theirs as soon as the app is installed for them again', async () => {
    const { simulator } = world.sandbox.teams;
    const chat = simulator.personalChat('megan');
    await simulator.uninstall(chat);
    const before = world.personal('megan').messages().length;
    const refusals: string[] = [];
    const isRefusal = ({ direction, path, status }: JournalEntry) =>
      direction === 'fromBot' && status === 403 && path.includes('/v3/conversations');
    world.sandbox.world.journal.observe((entry) => void (isRefusal(entry) && refusals.push(entry.path)));
    await world.personal('alex').create({ application: 'Build Pipeline', name: 'Waits for Megan', owner: 'megan' });
    await simulator.waitFor(() => refusals.length > 0, { what: 'the notice for Megan to be refused' });
    expect(world.personal('megan').messages()).toHaveLength(before);
    await simulator.install(chat);
    await world.personal('megan').sees('Waits for Megan');
  });
});
