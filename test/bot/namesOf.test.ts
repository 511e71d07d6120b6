import { namesOf } from '../../src/bot/namesOf';
import type { Actor, Person } from '../../src/domain/actor';
import { DomainError } from '../../src/domain/errors';
import { aPerson } from '../support/memory/directoryBuilders';

/** A directory that answers by hand, and counts how many questions wait at once. */
class SlowDirectory {
  readonly asked: string[] = [];
  most = 0;
  #waiting = 0;

  constructor(private readonly answer: (id: string) => Person) {}

  async verify({ objectId }: Actor): Promise<Person> {
    this.asked.push(objectId);
    this.#waiting += 1;
    this.most = Math.max(this.most, this.#waiting);
    await new Promise((resolve) => setImmediate(resolve));
    this.#waiting -= 1;
    return this.answer(objectId);
  }
}

const named = (id: string) => aPerson({ objectId: id, displayName: `Name of ${id}` });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);

describe('the names on a card', () => {
  it('are asked for once each, several at once but not more than five, and not where they are known', async () => {
    const directory = new SlowDirectory(named);
    const known = new Map([['id-0', 'Known']]);
    const mentioned = ['system', ...ids(12), ...ids(12)];
    const names = await namesOf({ tenantId: 't', ids: mentioned, known }, directory);
    expect(directory.asked).toEqual(ids(12).slice(1));
    expect(directory.most).toBe(5);
    expect(names.get('id-0')).toEqual({ name: 'Known' });
    expect(names.get('id-11')).toEqual({ name: 'Name of id-11' });
    expect(names.has('system')).toBe(false);
  });

  it('are asked for of forty people at most', async () => {
    const directory = new SlowDirectory(named);
    await namesOf({ tenantId: 't', ids: ids(100), known: new Map() }, directory);
    expect(directory.asked).toHaveLength(40);
  });

  it('say who left', async () => {
    const directory = new SlowDirectory((id) => {
      if (id === 'id-1') throw new DomainError('not_found', { what: 'person' });
      return named(id);
    });
    const names = await namesOf({ tenantId: 't', ids: ids(3), known: new Map() }, directory);
    expect([...names.values()]).toEqual([{ name: 'Name of id-0' }, 'left', { name: 'Name of id-2' }]);
  });

  it('are missing where the directory is away, and it is not asked again and again', async () => {
    const directory = new SlowDirectory(() => {
      throw new DomainError('unavailable', { service: 'graph' });
    });
    const names = await namesOf({ tenantId: 't', ids: ids(30), known: new Map([['k', 'Known']]) }, directory);
    expect([...names]).toEqual([['k', { name: 'Known' }]]);
    expect(directory.asked).toHaveLength(5);
  });

  it('hide no bug', async () => {
    const directory = new SlowDirectory(() => {
      throw new Error('a bug');
    });
    await expect(namesOf({ tenantId: 't', ids: ids(1), known: new Map() }, directory)).rejects.toThrow('a bug');
  });
});
