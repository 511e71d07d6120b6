import { pages } from '../../src/domain/pages';

const CONTENT: Record<string, { items: readonly number[]; next?: string }> = {
  first: { items: [1, 2], next: 'second' },
  second: { items: [3], next: 'third' },
  third: { items: [4] },
};

describe('a walk in pages', () => {
  let events: string[];
  let stopped: boolean;
  const walk = () => ({
    pauses: { giveWay: async () => void events.push('others') },
    stopping: () => stopped,
  });
  const read = async (after = 'first') => {
    events.push(after);
    return CONTENT[after] ?? { items: [] };
  };
  beforeEach(() => {
    events = [];
    stopped = false;
  });

  it('gives everything in its order, and lets others in after each page', async () => {
    const found: number[] = [];
    for await (const page of pages(read, walk())) found.push(...page);
    expect(found).toEqual([1, 2, 3, 4]);
    expect(events).toEqual(['first', 'others', 'second', 'others', 'third', 'others']);
  });

  it('reads no further page once the process is to end', async () => {
    for await (const page of pages(read, walk())) stopped = page.includes(3);
    expect(events).toEqual(['first', 'others', 'second', 'others']);
  });

  it('reads nothing where the process is to end already', async () => {
    stopped = true;
    for await (const _ of pages(read, walk())) throw new Error('a page too many');
    expect(events).toEqual([]);
  });
});
