import { commands, germanWords, greetings } from '../../src/bot/commands';
import { listQuery } from '../../src/bot/listQuery';
import { parseCommand } from '../../src/bot/parseCommand';

describe('a command', () => {
  it.each(commands.map(({ name }) => name))('%s is known by its name', (name) => {
    expect(parseCommand(name)).toEqual({ kind: 'command', name, argument: '' });
  });

  it.each([
    ['Create Payroll API', 'create', 'Payroll API'],
    ['/create Payroll API', 'create', 'Payroll API'],
    ['HELP?', 'help', ''],
    ['help!', 'help', ''],
    ['show sb-7Q3F9K2M', 'show', 'sb-7Q3F9K2M'],
    ['list app Payroll API', 'list', 'app Payroll API'],
    ['Hilfe?', 'help', ''],
    ['abbrechen', 'cancel', ''],
    ['Löschen sb-7Q3F9K2M', 'delete', 'sb-7Q3F9K2M'],
    ['Lo\u0308schen sb-7Q3F9K2M', 'delete', 'sb-7Q3F9K2M'],
  ])('%j is read as it is meant', (text, name, argument) => {
    expect(parseCommand(text)).toEqual({ kind: 'command', name, argument });
  });

  it.each([
    ['creat', 'create'],
    ['craete', 'create'],
    ['lst', 'list'],
    ['lsit mine', 'list'],
    ['del sb-7Q3F9K2M', 'delete'],
    ['delte x', 'delete'],
    ['hlep', 'help'],
    ['cancle', 'cancel'],
    ['shwo', 'show'],
    ['reqest sb-7Q3F9K2M', 'request'],
    ['req', 'request'],
    ['requets', 'requests'],
    ['shaer', 'share'],
    ['free', 'freeze'],
  ])('%j is unknown, and %s is the nearest', (text, nearest) => {
    expect(parseCommand(text)).toEqual({ kind: 'unknown', word: text.split(' ')[0], nearest });
  });

  it('has no German word and no greeting that is an English command too', () => {
    expect(commands.filter(({ name }) => germanWords.has(name) || greetings.has(name))).toEqual([]);
    expect([...germanWords.keys()].filter((word) => greetings.has(word))).toEqual([]);
    const administrators = commands.filter(({ audience }) => audience === 'administrators').map(({ name }) => name);
    expect([...germanWords.values()].filter((name) => administrators.includes(name))).toEqual([]);
  });

  it.each(['x', 'thanks', 'anfragen', 'what is this', 'that', 'this', '7Q3F9K2M', '<at>Megan</at>'])(
    '%j is near to nothing',
    (text) => {
      expect(parseCommand(text)).toEqual({ kind: 'unknown', word: text.split(' ')[0] });
    },
  );

  it.each(['', '/', '?', 'hi', 'Hello!', 'hey there', 'Hallo', 'Guten Morgen'])('%j asks for nothing', (text) => {
    expect(parseCommand(text)).toEqual({ kind: 'nothing' });
  });
});

describe('what is listed', () => {
  it.each([
    ['', { scope: 'mine' }],
    ['mine', { scope: 'mine' }],
    ['Expiring', { scope: 'expiring' }],
    ['shared', { scope: 'shared' }],
    ['all', { scope: 'all' }],
    ['app Payroll API', { scope: 'app', application: 'Payroll API' }],
    ['app', { scope: 'app' }],
    ['Payroll API', { scope: 'app', application: 'Payroll API' }],
  ])('after "list", %j', (argument, query) => {
    expect(listQuery(argument)).toEqual(query);
  });
});
