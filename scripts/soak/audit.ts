import { createHash } from 'node:crypto';
import type { World } from '../../sandbox/world/world';
import type { KeptRows } from './keptRows';
import { headingsAbout, type Known, knownTo } from './knowledge';
import type { Entry, Ledger, Sight } from './ledger';
import type { Worker } from './worker';

/** The end of the run, counted from every side. */
export interface Account {
  readonly counts: readonly (readonly [string, number | string])[];
  /** A sentence for everything that does not fit; none when all is well. */
  readonly discrepancies: readonly string[];
}

interface Sides {
  readonly world: World;
  readonly rows: KeptRows;
  readonly ledger: Ledger;
  readonly workers: readonly Worker[];
}

/** Counts what was made, shown and removed, in Entra, in the vaults, in the bot's database and in what people were told. */
export function account({ world, rows, ledger, workers }: Sides): Account {
  const ours = world.applications
    .flatMap((application) => application.credentials)
    .filter(({ displayName }) => /\(sb-.{8}\)$/.test(displayName ?? ''));
  const live = ours.filter(({ removedAt }) => removedAt === undefined);
  const active = rows.secrets.filter(({ state }) => state === 'active');
  const entries = world.vaults
    .flatMap(({ secrets }) => [...secrets.values()])
    .filter((one) => one.deletedAt === undefined);
  const known = ledger.entries.map((entry) => ({ entry, known: knownTo(entry, workers) }));
  const said = (what: Known['what']): readonly Entry[] =>
    known.filter((one) => one.known.what === what).map(({ entry }) => entry);
  const liveNames = live.map(nameOf);
  const untold = said('untold').filter(({ taken, name }) => taken || ours.some((one) => nameOf(one) === name));
  return {
    counts: [
      ['submits', ledger.entries.length],
      ['submits that got no answer, and nothing came of them', said('untold').length - untold.length],
      ['people told: created and there', said('there').length],
      ['people told: not created', said('not created').length],
      ['people told: deleted, or removed unseen', said('gone').length],
      ['credentials made', ours.length],
      ['credentials removed', ours.length - live.length],
      ['credentials that live in Entra', live.length],
      ["live secrets in the bot's list", active.length],
      ['entries that live in the vaults', entries.length],
      ["vaulted live secrets in the bot's list", active.filter(({ vaultName }) => vaultName !== null).length],
      ['values that people saw', ledger.sights.length],
      ['tickets shown, by the database', rows.shownTickets.length],
      ['notices that wait', rows.waitingNotices],
      ['creates and deletes that are open', rows.openIntents.length],
    ],
    discrepancies: [
      ...different("lives in Entra and not in the bot's list", ids(live), ids(active)),
      ...different("lives in the bot's list and not in Entra", ids(active), ids(live)),
      ...different(
        'is in a vault for no live secret',
        entries.map(({ name }) => name),
        vaultNames(active),
      ),
      ...different(
        'is a live secret without its vault entry',
        vaultNames(active),
        entries.map(({ name }) => name),
      ),
      ...twice('has two live credentials', liveNames),
      ...untold.map((entry) => {
        const read = headingsAbout(entry, workers).join(' / ');
        return `${entry.name} of ${entry.person}: nobody was told what became of it (${statesOf(entry, rows)}; read: ${read})`;
      }),
      ...said('unclear').map(({ name, person }) => `${name} of ${person}: SecretBot could not tell`),
      ...known
        .filter((one) => one.known.what === 'there' && !live.some((of) => of.displayName === entraName(one)))
        .map(({ entry }) => {
          const told = headingsAbout(entry, workers).join(' / ');
          return `${entry.name} is there for its person and not in Entra (${statesOf(entry, rows)}; told: ${told})`;
        }),
      ...known
        .filter(({ known: { what }, entry }) => what === 'there' && entry.shared !== undefined)
        .filter((one) => active.some((row) => isOf(row, one.known) && Boolean(row.sharing) !== one.entry.shared))
        .map(({ entry }) => `${entry.name} is shared differently than its person was told`),
      ...different(
        'is in Entra and not there for its person',
        names([...said('not created'), ...said('gone')]),
        liveNames,
        true,
      ),
      ...sightFaults(ledger.sights, ours),
      ...twice('is a ticket shown twice by the audit', rows.shownInAudit),
      ...different('is a ticket shown and not in the audit', rows.shownTickets, rows.shownInAudit),
      ...different(
        'is a ticket whose value was seen and that is not shown',
        ledger.sights.map(({ ticket }) => ticket),
        rows.shownInAudit,
      ),
      ...(rows.waitingNotices > 0 ? [`${rows.waitingNotices} notices still wait`] : []),
      ...rows.openIntents.map((one) => `still open: ${one}`),
    ],
  };
}

/** No ticket and no value twice; each value one that Entra made. Values themselves are said nowhere. */
function sightFaults(sights: readonly Sight[], credentials: readonly { digest?: string; keyId: string }[]): string[] {
  const digests = new Set(credentials.map(({ digest }) => digest));
  return [
    ...twice(
      'is a ticket whose value was seen twice',
      sights.map(({ ticket }) => ticket),
    ),
    ...sights
      .filter(({ value }) => !digests.has(createHash('sha256').update(value).digest('hex')))
      .map(({ ticket }) => `${ticket}: what was shown is no value that Entra made`),
  ];
}

/** How the bot's database has the secrets with this name. */
function statesOf({ name }: Entry, { secrets }: KeptRows): string {
  const found = secrets.filter((one) => one.name === name).map(({ state }) => state);
  return found.join(', ') || 'not in the database';
}

function nameOf({ displayName }: { readonly displayName: string | null }): string {
  return (displayName ?? '').replace(/ \(sb-.{8}\)$/, '');
}

function entraName({ entry, known }: { readonly entry: Entry; readonly known: Known }): string {
  return 'reference' in known ? `${entry.name} (${known.reference})` : '';
}

function isOf({ reference }: { readonly reference: string }, known: Known): boolean {
  return 'reference' in known && known.reference === reference;
}

function different(what: string, some: readonly string[], others: readonly string[], both = false): string[] {
  const known = new Set(others);
  return some.filter((one) => known.has(one) === both).map((one) => `${one} ${what}`);
}

function twice(what: string, all: readonly string[]): string[] {
  return [...new Set(all.filter((one, index) => all.indexOf(one) !== index))].map((one) => `${one} ${what}`);
}

function ids(all: readonly { readonly keyId: string }[]): string[] {
  return all.map(({ keyId }) => keyId);
}

function names(all: readonly { readonly name: string }[]): string[] {
  return all.map(({ name }) => name);
}

function vaultNames(all: KeptRows['secrets']): string[] {
  return all.flatMap(({ vaultName }) => (vaultName === null ? [] : [vaultName]));
}
