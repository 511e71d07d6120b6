import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, type JournalEntry } from '../../sandbox/world/journal';
import { watchForLeaks } from '../support/canary';
import { holds } from '../support/disguises';

const secret = 'CANARY';

describe('the canary', () => {
  it.each([
    ['plain', `before ${secret} after`],
    ['in JSON', JSON.stringify({ nested: { text: `x${secret}` } })],
    ['in base64', Buffer.from(`some ${secret} text`).toString('base64')],
    ['in base64, one byte further', Buffer.from(`some  ${secret} text`).toString('base64')],
    ['in base64, two bytes further', Buffer.from(`some   ${secret} text`).toString('base64')],
    ['in base64url', Buffer.from(`ÿÿ>${secret}`).toString('base64url')],
    ['in hexadecimal', Buffer.from(`some ${secret}`).toString('hex')],
    ['in a URL', encodeURIComponent(`?value=${secret}`)],
    ['in a URL that escapes every byte', '%43%41%4e%41%52%59'],
    ['in JSON that escapes every character', '{"text":"\\u0043\\u0041\\u004e\\u0041\\u0052\\u0059"}'],
    ['in JSON that escapes every character in capitals', '\\u0043\\u0041\\u004E\\u0041\\u0052\\u0059'],
    ['in HTML, as numbers', '&#67;&#65;&#78;&#65;&#82;&#89;'],
    ['in UTF-16', Buffer.from(secret, 'utf16le').toString('latin1')],
  ])('finds a secret %s', (_how, text) => {
    expect(holds(text, secret)).toBe(true);
  });

  const awkward = 'a"b\\c/d+e ü';
  it.each([
    ['JSON', JSON.stringify({ value: awkward })],
    ['a URL', `?value=${encodeURIComponent(awkward)}`],
    ['base64', Buffer.from(`of ${awkward}, that`).toString('base64')],
    ['hexadecimal', Buffer.from(`of ${awkward}`).toString('hex').toUpperCase()],
  ])('finds one with characters that %s has to escape', (_form, text) => {
    expect(holds(text, awkward)).toBe(true);
  });

  it('does not find what is not there', () => {
    expect(holds(Buffer.from('nothing of the kind').toString('base64'), secret)).toBe(false);
  });
});

describe('the canary over a sandbox', () => {
  const key = 'k'.repeat(43);
  const value = `8008Q~${secret}JJTE`;
  const carrier = { attachments: [{ content: { actions: [{ data: { verb: 'carrier/open', ticket: 't', key } }] } }] };
  const chat = (path: string, requestBody: unknown, changes: Partial<JournalEntry> = {}): JournalEntry => ({
    at: '2026-11-24T00:00:00.000Z',
    direction: 'fromBot',
    host: 'smba.trafficmanager.net',
    method: 'POST',
    path,
    requestHeaders: {},
    requestBody,
    status: 201,
    responseHeaders: {},
    responseBody: {},
    ...changes,
  });
  const personal = '/v3/conversations/a%3Aalex/activities';
  const group = '/v3/conversations/19%3Acrew/activities';
  const show = { name: 'task/submit', value: { data: { verb: 'carrier/show', ticket: 't', key } } };
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secretbot-canary-'));
    writeFileSync(join(folder, 'bot.log'), '');
    for (const name of ['data', 'temp', 'server']) mkdirSync(join(folder, name));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function watching(contents = '') {
    const journal = new Journal(undefined, () => secret);
    const places = { dataDir: join(folder, 'data'), tempDir: join(folder, 'temp'), logFile: join(folder, 'bot.log') };
    const bot = { all: [{ ...places, isRunning: false, url: '' }] };
    const database = { contents: async () => contents, folder: join(folder, 'server') };
    return { journal, canary: watchForLeaks({ world: { secretMarker: secret, journal }, bot, database }) };
  }

  it('lets a value pass in the answer to Show value, and a key in private cards, and counts both', async () => {
    const { journal, canary } = watching();
    journal.record(chat(personal, carrier));
    journal.record(chat(`${group}?isTargetedActivity=true`, carrier));
    journal.record(chat('/api/messages', show, { direction: 'toBot', host: 'bot', responseBody: { value } }));
    expect(await canary.leaks()).toEqual([]);
    expect(canary.seen()).toEqual({ values: 1, keys: 1 });
  });

  it.each<[string, JournalEntry]>([
    ['a value in a message', chat(personal, { text: `here: ${value}` })],
    ['a value in an address', chat(`${personal}?v=${value}`, {})],
    ['a value in a header', chat(personal, {}, { requestHeaders: { 'x-about': value } })],
    ['a key in a card that everybody sees', chat(group, carrier)],
    ['a key outside the button', chat(personal, { text: key })],
    [
      'a value in the answer to another click',
      chat('/api/messages', {}, { direction: 'toBot', responseBody: { value } }),
    ],
  ])('finds %s', async (_what, entry) => {
    const { journal, canary } = watching();
    journal.record(chat(personal, carrier));
    journal.record(entry);
    expect(await canary.leaks()).not.toEqual([]);
  });

  it.each([
    ['a value in the database', 'data/secretbot.db', value],
    ['a ticket key in the write-ahead log', 'data/secretbot.db-wal', key],
    ['a value in a temporary file', 'temp/etilqs_1', value],
    ["a value in a server's write-ahead log", 'server/000000010000000000000001', value],
    ['a value in the log', 'bot.log', Buffer.from(value).toString('base64')],
  ])('finds %s', async (_what, file, content) => {
    const { journal, canary } = watching();
    journal.record(chat(personal, carrier));
    writeFileSync(join(folder, file), `something ${content} else`);
    expect(await canary.leaks()).not.toEqual([]);
  });

  it.each([
    ['a value', Buffer.from(`{"value":"${value}"}`).toString('base64')],
    ['a ticket key', `/open?key=${key}`],
  ])('finds %s in what a tool of the operator printed, also when the tool ran before', async (_what, text) => {
    const { journal, canary } = watching();
    canary.printed('doctor', text);
    canary.printed('backup', 'Wrote a file.');
    journal.record(chat(personal, carrier));
    expect((await canary.leaks()).map(({ where }) => where)).toEqual(['what doctor printed']);
  });

  it('finds a value that one ticket showed twice', async () => {
    const { journal, canary } = watching();
    const answer = chat('/api/messages', show, { direction: 'toBot', host: 'bot', responseBody: { value } });
    journal.record(answer);
    expect(await canary.leaks()).toEqual([]);
    journal.record(answer);
    expect((await canary.leaks()).map(({ what }) => what)).toEqual(['second look']);
  });

  it.each([
    ['a value in a table', value],
    ['a ticket key in a table', key],
  ])('finds %s', async (_what, content) => {
    const { journal, canary } = watching(`(1,"${content}")`);
    journal.record(chat(personal, carrier));
    expect((await canary.leaks()).map(({ where }) => where)).toEqual(['database']);
  });
});
