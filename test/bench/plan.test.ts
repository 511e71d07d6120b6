import { PlanError, readPlan } from '../../bench/plan';
import { ticketsNeeded } from '../../bench/tickets';

describe('the options of npm run bench', () => {
  it('measures everything on SQLite when nothing is said', () => {
    expect(readPlan([])).toMatchObject({
      parts: ['start', 'turns', 'memory', 'size', 'scale'],
      engines: ['sqlite'],
      concurrencies: [1, 16, 64],
      secrets: 100_000,
      memoryTurns: 50_000,
      only: [],
    });
  });

  it('takes parts, engines, names and numbers', () => {
    const words = ['--part', 'memory,turns', '--engine', 'both', '--only', 'help,list', '--memory-turns', '7,000'];
    expect(readPlan([...words, '--quick', '--secrets', '50', '--rounds', '2'])).toMatchObject({
      parts: ['turns', 'memory'],
      engines: ['sqlite', 'postgres'],
      concurrencies: [16],
      secrets: 50,
      rounds: 2,
      memoryTurns: 7_000,
      only: ['help', 'list'],
    });
  });

  it.each([
    [['--part', 'turn'], 'there is no “turn”'],
    [['--part', ''], 'there is no “”'],
    [['--engine', 'mysql'], 'there are sqlite, postgres'],
    [['--secrets', 'many'], '“many” is no number of at least 1'],
    [['--memory-turns', '0'], 'is no number of at least 1'],
    [['--fast'], '--fast'],
    [['turns'], 'turns'],
  ])('says what is wrong with %j', (words, text) => {
    expect(() => readPlan(words)).toThrow(PlanError);
    expect(() => readPlan(words)).toThrow(text);
  });

  it('measures nothing where help is asked for', () => {
    expect(readPlan(['--help'])).toBeUndefined();
  });
});

describe('how many tickets are put there', () => {
  const people = 64;
  const all = (words: readonly string[]): number[] => {
    const plan = readPlan(words);
    if (!plan) throw new Error('no plan');
    return Array.from({ length: people }, (_, index) => ticketsNeeded(plan, people, index));
  };

  it('is enough for whoever takes turns alone, and for all together', () => {
    const needed = all(['--part', 'turns']);
    expect(needed[0]).toBeGreaterThan(7 * 1_500 + 1_500 / people);
    expect(needed.reduce((sum, each) => sum + each)).toBeGreaterThan(1_500 + 3 * 7 * 1_500);
    expect(needed[63]).toBeLessThan(1_000);
  });

  it('covers a memory run of reveals only', () => {
    expect(Math.min(...all(['--part', 'memory', '--only', 'reveal']))).toBeGreaterThan(50_000 / people);
  });

  it('is next to nothing where nobody reveals', () => {
    expect(Math.max(...all(['--part', 'start']))).toBeLessThan(100);
  });
});
