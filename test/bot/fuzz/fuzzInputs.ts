import fc from 'fast-check';
import { commands } from '../../../src/bot/commands';
import { datasets, dialogPayloads, executePayloads, submitPayloads } from '../../../src/cards/actions';
import type { Loot } from './fuzzWorld';

type Json = Record<string, unknown>;

/** Written into JSON without quotes: numbers that JavaScript reads, but does not write. */
export const RAW_NUMBERS = { '@1e309@': '1e309', '@-0@': '-0', '@1e-400@': '1e-400' };

/** Stands for the newest id of this kind that the person was shown: with it a wizard goes on, a card's button works. */
function newest(name: string): string {
  return `@newest.${name}@`;
}

/** What people and programs type to make a text do something. */
const hostileTexts = [
  '',
  ' ',
  '[x](https://evil.example) ![x](https://evil.example/p.png) <https://evil.example>',
  '<b>x</b><script>alert(1)</script><img src=x onerror=alert(1)>',
  '<at>Alex Rivera</at> <at id="0">everyone</at>',
  ['$', '{name} {{name}} $t(help) t:help $', '{$root}'].join(''),
  'safe\u202Eexe.txt\u2066\u200B\u200D\uFEFF\u00AD',
  '\u200B\u2060\u180E',
  'שלום עולם العربية',
  'e\u0301\u0301\u0301'.repeat(50),
  '\uD800 \uDFFF',
  'a\u0000b\u0007\u001B[31m',
  '__proto__',
  'constructor',
  'toString',
  "' or 1 eq 1 --",
  '"; drop table secrets; --',
  '../../users/me?$select=x#',
  '%00%2e%2e%2f',
  '| a | b |\n|---|---|',
  '2026-02-30',
  '9999-12-31',
  '0000-00-00',
  '-271821-04-20',
  '+275760-09-13',
  'Etc/Unknown',
  'Europe/Berlin',
  'xx-YY-posix',
  'de-DE',
  'true',
  '1e309',
  '-1',
  '99999999999999999999',
  '4h',
  '0',
  '4',
  'mine',
  'shared',
  'all',
  'prod',
  'dev',
  'common',
  'Payroll API',
  'msteams',
];

const longText = fc
  .tuple(
    fc.constantFrom(
      'x',
      ' ',
      '.',
      'a ',
      ' for 1',
      ' because',
      '\u202E',
      '[',
      '\\',
      '*',
      '&',
      '\n',
      '\u{1F600}',
      '1.',
      '~',
      '-',
      '"',
      '\u0001',
    ),
    fc.constantFrom(77, 501, 1_001, 5_000, 20_001, 60_000),
  )
  .map(([part, length]) => part.repeat(Math.ceil(length / part.length)));

const text = fc.oneof(
  { arbitrary: fc.constantFrom(...hostileTexts), weight: 8 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 60 }), weight: 2 },
  { arbitrary: longText, weight: 2 },
);

/** Depth beyond what is let in, and a little less. */
const deep = fc.constantFrom(20, 70, 5_000).map((depth) => ({ [`@deep${depth}@`]: depth }));

/** Anything but a text in its place. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 53,
    1e21,
    ...Object.keys(RAW_NUMBERS),
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom<unknown>(
    { constructor: { prototype: { isAdmin: true } } },
    { toString: 'x' },
    { length: 1e9 },
    { $ne: '' },
  ),
  fc.constant(JSON.parse('{"__proto__":{"isAdmin":true}}')),
  fc.jsonValue({ maxDepth: 3 }),
  deep,
);

const value = fc.oneof({ arbitrary: text, weight: 12 }, { arbitrary: anything, weight: 1 });

/** For each field of card data what an attacker would put there, among it what belongs to others. */
function fieldsFrom(loot: Loot): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const usually = (...fitting: readonly string[]) =>
    fc.oneof({ arbitrary: fc.constantFrom(...fitting), weight: 8 }, { arbitrary: value, weight: 1 });
  const ids = Object.entries(loot).map(([name, others]) => [name, usually(newest(name), ...others)] as const);
  return {
    ...Object.fromEntries(ids),
    scope: usually('mine', 'app', 'expiring', 'shared', 'all'),
    location: usually('prod', 'dev'),
    expiration: usually('2026-08-31', '2026-06-15'),
    hours: usually('4', '1', '24', '25'),
    vault: usually('true', 'false'),
    share: usually('true', 'false'),
    preApprove: usually('true', 'false'),
  };
}

function activityFrom(loot: Loot): fc.Arbitrary<Json> {
  const fields = fieldsFrom(loot);
  /** Each button with data for what its schema reads, and perhaps something more. */
  const buttons = (table: Readonly<Record<string, { readonly shape: object }>>) =>
    Object.entries(table).map(([verb, { shape }]) => {
      const own = Object.fromEntries(Object.keys(shape).map((name) => [name, fields[name] ?? value]));
      return fc.record({ ...own, more: value }, { requiredKeys: [] }).map((data) => ({ verb, data: data as Json }));
    });
  const [executes, fetches, submits] = [executePayloads, dialogPayloads, submitPayloads].map((table) =>
    fc.oneof(...buttons(table)),
  ) as [fc.Arbitrary<Button>, fc.Arbitrary<Button>, fc.Arbitrary<Button>];
  const wizard = fc.oneof(
    ...buttons(executePayloads).filter((_, at) => Object.keys(executePayloads)[at]?.startsWith('wizard/')),
  );
  const names = commands.map(({ name }) => name);
  const words = fc.oneof(fc.constantFrom(...loot.reference, ...loot.application, 'common', 'for 4h', 'because'), text);
  const command = fc.tuple(fc.constantFrom(...names, 'create', 'nonsense'), fc.array(words, { maxLength: 3 }));
  const execute = ({ verb, data }: Button): Json => click({ type: 'Action.Execute', verb, data });
  const search = fc.tuple(fc.constantFrom(...datasets), value).map(([dataset, queryText]) => ({
    type: 'invoke',
    name: 'application/search',
    value: { dataset, queryText, queryOptions: { skip: 0, top: 15 } },
  }));
  const events = fc.tuple(
    fc.constantFrom('installationUpdate', 'conversationUpdate', 'messageReaction', 'event'),
    value,
    value,
  );
  return fc.oneof(
    { arbitrary: command.map(([name, rest]) => ({ type: 'message', text: [name, ...rest].join(' ') })), weight: 4 },
    { arbitrary: text.map((typed) => ({ type: 'message', text: typed })), weight: 1 },
    { arbitrary: executes.map(execute), weight: 8 },
    { arbitrary: wizard.map(execute), weight: 5 },
    { arbitrary: fetches.map(({ verb, data }) => dialog('task/fetch', { ...data, verb })), weight: 1 },
    { arbitrary: submits.map(({ verb, data }) => dialog('task/submit', { ...data, verb })), weight: 2 },
    { arbitrary: search, weight: 1 },
    {
      arbitrary: events.map(([type, membersAdded, membersRemoved]) => ({
        type,
        action: 'add',
        membersAdded,
        membersRemoved,
      })),
      weight: 1,
    },
  );
}

interface Button {
  readonly verb: string;
  readonly data: Json;
}

function click(action: Json): Json {
  return { type: 'invoke', name: 'adaptiveCard/action', value: { action, trigger: 'manual' }, replyToId: 'm1' };
}

function dialog(name: string, data: Json): Json {
  return { type: 'invoke', name, value: { data, context: { theme: 'default' } } };
}

/** Where an activity may be wrong. Not the ids of person and chat: those are the channel's word, and make it another's. */
const places: readonly (readonly string[])[] = [
  ['type'],
  ['id'],
  ['name'],
  ['text'],
  ['value'],
  ['value', 'action'],
  ['value', 'action', 'verb'],
  ['value', 'action', 'data'],
  ['value', 'data'],
  ['value', 'dataset'],
  ['from'],
  ['from', 'name'],
  ['from', 'role'],
  ['from', 'aadObjectId'],
  ['recipient'],
  ['recipient', 'id'],
  ['conversation'],
  ['conversation', 'conversationType'],
  ['conversation', 'isGroup'],
  ['conversation', 'tenantId'],
  ['channelId'],
  ['channelData'],
  ['channelData', 'tenant'],
  ['channelData', 'tenant', 'id'],
  ['channelData', 'team'],
  ['serviceUrl'],
  ['locale'],
  ['localTimezone'],
  ['localTimestamp'],
  ['timestamp'],
  ['replyToId'],
  ['entities'],
  ['attachments'],
  ['deliveryMode'],
  ['action'],
  ['relatesTo'],
  ['callerId'],
  ['membersAdded'],
];

const entities = fc.array(
  fc.oneof(
    anything,
    fc.record({ type: fc.constant('mention'), text, mentioned: fc.record({ id: text }) }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constant('clientInfo'), locale: value, timezone: value }, { requiredKeys: ['type'] }),
  ),
  { maxLength: 3 },
);

const change = fc.oneof(
  { arbitrary: fc.tuple(fc.constantFrom(...places), value), weight: 4 },
  { arbitrary: fc.tuple(fc.constant(['entities']), entities), weight: 1 },
  { arbitrary: fc.tuple(fc.constant(['localTimezone']), text), weight: 1 },
);

/** One activity, or what may once have been one. */
export interface FuzzInput {
  readonly activity: Json;
  readonly changes: readonly (readonly [readonly string[], unknown])[];
  readonly where: 'personal' | 'groupChat' | 'channel';
}

/** Activities about things in `loot`, with nothing to three parts of them gone wrong. */
export function fuzzInputs(loot: Loot): fc.Arbitrary<FuzzInput> {
  return fc.record({
    activity: activityFrom(loot),
    changes: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }), weight: 1 },
    ) as fc.Arbitrary<FuzzInput['changes']>,
    where: fc.constantFrom('personal', 'groupChat', 'channel'),
  });
}

/** The request's body: `base` with the input laid over it, as text. `shown` has the newest ids the person was shown. */
export function bodyOf(base: Json, { activity, changes }: FuzzInput, shown: ReadonlyMap<string, string>): string {
  const whole = structuredClone({ ...base, ...activity }) as Json;
  for (const [place, wrong] of changes) put(whole, place, wrong);
  return Object.entries(RAW_NUMBERS)
    .reduce((json, [mark, number]) => json.replaceAll(`"${mark}"`, number), JSON.stringify(whole))
    .replace(/@newest\.(\w+)@/g, (_all, name) => shown.get(name) ?? '')
    .replace(/\{"@deep\d+@":(\d+)\}/g, (_all, depth) => `${'['.repeat(Number(depth))}1${']'.repeat(Number(depth))}`);
}

function put(target: Json, [name = '', ...deeper]: readonly string[], wrong: unknown): void {
  if (deeper.length === 0) {
    target[name] = wrong;
    return;
  }
  const inner = target[name];
  if (typeof inner === 'object' && inner !== null) put(inner as Json, deeper, wrong);
}
