import { readCommandLine } from '../../sandbox/commandLine';

const read = (args: readonly string[], hasPostgres = true) => readCommandLine(args, {}, () => hasPostgres);

describe('the command line of the sandbox', () => {
  it('has one bot on its embedded database where nothing else is said', () => {
    expect(read([])).toEqual({ port: 3980, openBrowser: true, engine: 'sqlite', replicas: 1 });
  });

  it.each([
    [['--postgres'], 1],
    [['--postgres', '--replicas', '2'], 2],
    [['--replicas=3', '--postgres', '--no-open'], 3],
  ])('takes %j', (args, replicas) => {
    expect(read(args)).toMatchObject({ engine: 'postgres', replicas, openBrowser: !args.includes('--no-open') });
  });

  it.each([
    [['--replicas', '2'], 'Several replicas need one database for all: add --postgres.'],
    [['--postgres', '--replicas', '0'], '--replicas must be a whole number from 1 to 9; "0" is not.'],
    [['--postgres', '--replicas', 'many'], '--replicas must be a whole number from 1 to 9; "many" is not.'],
    [['--postgres', '--replicas'], '--replicas must be a whole number from 1 to 9; "" is not.'],
    [['--postgres', '2'], 'There is no option 2.'],
    [['--prot=1'], 'There is no option --prot=1.'],
  ])('refuses %j in words', (args, words) => {
    expect(() => read(args)).toThrow(words);
  });

  it('says what to install where PostgreSQL is asked for and the machine has none', () => {
    expect(() => read(['--postgres'], false)).toThrow('apt-get install postgresql');
    expect(read([], false)).toMatchObject({ engine: 'sqlite' });
  });
});
