import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bot } from '../../sandbox/bot';
import type { BotDatabase } from '../../sandbox/database/botDatabase';
import type { JournalEntry } from '../../sandbox/world/journal';
import type { World } from '../../sandbox/world/world';
import { holds } from './disguises';

/** A place where something secret was found that must not be there. Never holds the secret itself. */
export interface Leak {
  readonly what: 'value' | 'ticket key' | 'second look';
  readonly where: string;
}

/** Watches everything the bot sends, stores and logs for secret values and ticket keys. */
export interface Canary {
  /** How many values and ticket keys passed so far: a canary that saw none proves nothing. */
  seen(): { readonly values: number; readonly keys: number };
  /** Shows it what an operator's tool printed. */
  printed(tool: string, text: string): void;
  /**
   * Every leak so far, in traffic and in what tools printed, and now in the bots' data and temporary folders, logs and metrics, and in the
   * database: its tables, and on a server its files and write-ahead log too.
   */
  leaks(): Promise<readonly Leak[]>;
}

/** What the canary watches: the traffic of a world, and the files and tables its bot leaves. */
export interface Watched {
  readonly world: Pick<World, 'secretMarker' | 'journal'>;
  readonly bot: {
    readonly all: readonly Pick<Bot, 'dataDir' | 'tempDir' | 'logFile' | 'isRunning' | 'url'>[];
  };
  readonly database?: Pick<BotDatabase, 'contents' | 'folder'>;
}

/** Starts watching a sandbox; to be called before the first scenario. */
export function watchForLeaks(sandbox: Watched): Canary {
  const marker = sandbox.world.secretMarker;
  const traffic: Leak[] = [];
  const printed: { readonly tool: string; readonly text: string }[] = [];
  const keys = new Set<string>();
  const opened = new Set<string>();
  let values = 0;

  sandbox.world.journal.observe((entry) => {
    if (isValueAnswer(entry) && holds(JSON.stringify(entry.responseBody ?? ''), marker)) {
      values += 1;
      const ticket = ticketIn(entry);
      if (opened.has(ticket)) traffic.push({ what: 'second look', where: `ticket ${ticket}` });
      opened.add(ticket);
    }
    for (const key of ticketKeysIn(entry.requestBody)) keys.add(key);
    for (const part of partsThatMustBeClean(entry)) {
      if (holds(part.content, marker)) traffic.push({ what: 'value', where: part.where });
      const withoutButtons = mayCarryKey(entry) ? part.content.replace(/"key":"[\w-]{43}"/g, '') : part.content;
      if ([...keys].some((key) => holds(withoutButtons, key))) traffic.push({ what: 'ticket key', where: part.where });
    }
  });

  const leaksIn = (content: string, where: string): Leak[] => [
    ...(holds(content, marker) ? [{ what: 'value' as const, where }] : []),
    ...([...keys].some((key) => holds(content, key)) ? [{ what: 'ticket key' as const, where }] : []),
  ];
  const inFiles = (): Leak[] =>
    sandbox.bot.all
      .flatMap(({ dataDir, tempDir, logFile }) => [...filesUnder(dataDir), ...filesUnder(tempDir), logFile])
      .flatMap((file) => leaksIn(readFileSync(file, 'latin1'), file.slice(file.lastIndexOf('/') + 1)));
  const inMetrics = async (): Promise<Leak[]> => {
    const running = sandbox.bot.all.filter(({ isRunning }) => isRunning);
    const pages = await Promise.all(running.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
    return pages.flatMap((page) => leaksIn(page, 'metrics'));
  };
  const inDatabase = async (): Promise<Leak[]> => {
    const { database } = sandbox;
    if (!database) return [];
    // Large files that are searched for values only: keys are looked for in the rows.
    const files = filesUnder(database.folder).filter((file) => holds(contentOf(file), marker));
    return [
      ...leaksIn(await database.contents(), 'database'),
      ...files.map((file) => ({
        what: 'value' as const,
        where: `database file ${file.slice(file.lastIndexOf('/') + 1)}`,
      })),
    ];
  };

  return {
    seen: () => ({ values, keys: keys.size }),
    printed: (tool, text) => void printed.push({ tool, text }),
    leaks: async () => [
      ...traffic,
      // Only now, since keys that pass later are looked for too.
      ...printed.flatMap(({ tool, text }) => leaksIn(text, `what ${tool} printed`)),
      ...inFiles(),
      ...(await inMetrics()),
      ...(await inDatabase()),
    ],
  };
}

/** A vault of any of the clouds. */
const VAULT_HOST = /\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)$/;

/** Private cards, and the clicks on them with their answers, carry the key as button data; anywhere else it is a leak. */
function mayCarryKey({ direction, path }: JournalEntry): boolean {
  return direction === 'toBot' || path.includes('isTargetedActivity=true') || /\/conversations\/a(:|%3A)/i.test(path);
}

/** The one answer that may hold a value: to the click on Show value. */
function isValueAnswer(entry: JournalEntry): boolean {
  return entry.direction === 'toBot' && JSON.stringify(entry.requestBody).includes('"verb":"carrier/show"');
}

function partsThatMustBeClean(entry: JournalEntry): { where: string; content: string }[] {
  const name = `${entry.host} ${entry.method} ${entry.path.split('?')[0]}`;
  const storesInVault = VAULT_HOST.test(entry.host) && entry.method === 'PUT';
  const request = storesInVault ? [] : [{ where: `request ${name}`, content: JSON.stringify(entry.requestBody ?? '') }];
  // What the stand-ins answer is Entra's and Key Vault's own; what the bot answers is ours.
  const answer =
    entry.direction === 'toBot' && !isValueAnswer(entry)
      ? [{ where: `answer ${name}`, content: JSON.stringify(entry.responseBody ?? '') }]
      : [];
  const headers = JSON.stringify([entry.requestHeaders, entry.direction === 'toBot' ? entry.responseHeaders : {}]);
  return [
    { where: `path ${name}`, content: entry.path },
    { where: `headers ${name}`, content: headers },
    ...request,
    ...answer,
  ];
}

/** Whose value the click on Show value asked for. */
function ticketIn({ requestBody }: JournalEntry): string {
  return /"ticket":"([^"]+)"/.exec(JSON.stringify(requestBody))?.[1] ?? '';
}

function ticketKeysIn(body: unknown): string[] {
  return [...JSON.stringify(body ?? '').matchAll(/"key":"([\w-]{43})"/g)].map((match) => match[1] as string);
}

/** A server removes files while it works: what is gone holds nothing. */
function contentOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return filesUnder(path);
    // The control socket is none.
    return found?.isFile() ? [path] : [];
  });
}
