import { answerItem } from '../../../src/domain/notices/telling';
import { REMEMBERED_MS } from '../../../src/domain/secrets/endedWork';
import { TENANT } from './domainWorld';
import type { Owed } from './ledger';
import type { Told } from './memoryChat';
import type { Stage } from './stage';

const FAR = new Date('2100-01-01T00:00:00Z');

/** What must hold once everything has settled, whatever happened on the way. @throws what does not hold, in words */
export async function promisesHold(stage: Stage): Promise<void> {
  await workIsOver(stage);
  await wholeOrNotAtAll(stage);
  onlyOurOwn(stage);
  await nothingLostQuietly(stage);
  await once(stage);
}

/** P1: no ticket's value reached a screen twice, nor without its claim and its audit row. */
async function once({ shown, bench, ledger }: Stage): Promise<void> {
  for (const ticket of ledger.tickets) {
    const times = shown.get(ticket.id) ?? 0;
    holds(times <= 1, `ticket ${ticket.id} was shown ${times} times`);
    const now = await bench.store.records.tickets.find(ticket.id);
    if (times > 0) holds(now?.state === 'shown', `ticket ${ticket.id} was shown and is ${now?.state}`);
    const rows = await bench.store.records.audit.ofSecret(TENANT, ticket.reference, 1000);
    const audited = rows.filter((row) => row.action === 'reveal.shown' && row.ticketId === ticket.id).length;
    holds(audited === (now?.state === 'shown' ? 1 : 0), `ticket ${ticket.id}: ${audited} audited reveals`);
  }
}

/** Nothing is under way any more, and every create and delete that was begun has ended. */
async function workIsOver({ world, bench, ledger }: Stage): Promise<void> {
  const { intents } = bench.store.records;
  const due = await intents.due(FAR, 100);
  holds(due.creates.length + due.deletes.length === 0, `still under way: ${[...due.creates, ...due.deletes]}`);
  // Only what has ended is forgotten, and only after long.
  const mayBeForgotten = ({ createdAt }: { readonly createdAt: Date }) =>
    world.clock.now().getTime() - createdAt.getTime() >= REMEMBERED_MS;
  for (const create of ledger.creates) {
    const step = (await intents.findCreate(create.id))?.step ?? (mayBeForgotten(create) ? 'done' : undefined);
    holds(step === 'done' || step === 'undone', `create ${create.id} ended as ${step}`);
  }
  for (const remove of ledger.deletes) {
    const step = (await intents.findDelete(remove.id))?.step ?? (mayBeForgotten(remove) ? 'done' : undefined);
    holds(step === 'done', `delete ${remove.id} ended as ${step}`);
  }
}

/** P3: the application has our credentials of live secrets and no other, the vault their entries and no other. */
async function wholeOrNotAtAll({ world, bench, ledger }: Stage): Promise<void> {
  const secrets = await Promise.all(
    ledger.secrets.map(({ reference }) => bench.store.records.secrets.find(TENANT, reference)),
  );
  const live = secrets.filter((secret) => secret?.state === 'active' || secret?.state === 'deleting');
  holds(!live.some((secret) => secret?.state === 'deleting'), 'a secret is still being deleted');
  const foreign = new Set(ledgerFree(world.directory.truth(world.payroll.objectId)));
  same(
    [...foreign],
    live.map((secret) => secret?.keyId),
    'credentials of ours on the application',
  );
  const vaulted = live.filter((secret) => secret?.vaultEntry).map((secret) => secret?.reference.toLowerCase());
  same(world.vault.names(bench.location), vaulted, 'entries in the vault');
  for (const secret of live) {
    // What has expired opens nothing: its copy goes, and nobody needs it.
    if (!secret || secret.vaultEntry || secret.expiresAt <= world.clock.now()) continue;
    const tickets = await bench.store.records.tickets.ofSecret(TENANT, secret.reference);
    holds(
      tickets.some((ticket) => ticket.state === 'shown'),
      `nobody has the value of ${secret.reference}`,
    );
  }
}

function ledgerFree(credentials: readonly { readonly keyId: string }[]): readonly string[] {
  return credentials.map(({ keyId }) => keyId).filter((keyId) => !keyId.startsWith('foreign-'));
}

/** P4: what others made is there as they made it, apart from what a person confirmed by name. */
function onlyOurOwn({ world, foreign, ledger }: Stage): void {
  const confirmed = new Set(ledger.deletes.filter((one) => !one.reference).map((one) => one.keyId));
  const there = world.directory.truth(world.payroll.objectId).filter(({ keyId }) => keyId.startsWith('foreign-'));
  const expected = foreign.filter(({ keyId }) => !confirmed.has(keyId));
  same(there.map(textOf), expected.map(textOf), 'credentials of others');
}

/** P7: the outbox is empty; each message shows what was owed last; nothing was told that was not owed, nor more than doubled. */
async function nothingLostQuietly({ world, bench, ledger }: Stage): Promise<void> {
  const { outbox } = bench.store.records;
  same([await outbox.depth(), await outbox.givenUp()], [0, 0], 'notices that wait');
  const latest = new Map(ledger.owed.map((item) => [keyOf(item), item]));
  for (const [key, item] of latest) {
    // Taken back where the click was answered; whether it was, the journey knows.
    if (item.id === answerItem(item.id.replace(/~answer$/, ''))) continue;

    same(textOf(world.chat.shown(item.to.personId, item.subject)), textOf(item.notice), `what ${key} shows`);
  }
  for (const told of new Set(world.chat.told.map(wordsOf))) {
    const times = world.chat.told.filter((one) => wordsOf(one) === told).length;
    const owed = ledger.owed.filter((one) => wordsOf(one) === told).length;
    const direct = world.chat.told.some((one) => wordsOf(one) === told && one.ticketKey) ? 1 : 0;
    holds(owed + direct > 0, `told though it was not owed: ${told}`);
    holds(times <= owed + direct + 1, `told ${times} times and owed ${owed + direct} times: ${told}`);
  }
}

function keyOf({ to, subject }: Pick<Told, 'to' | 'subject'>): string {
  return `${to.personId} ${subject}`;
}

function wordsOf(one: Told | Owed): string {
  return `${keyOf(one)} ${textOf(one.notice)}`;
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function same(found: readonly unknown[] | string, expected: readonly unknown[] | string, what: string): void {
  const sorted = (list: readonly unknown[] | string) => (typeof list === 'string' ? list : textOf([...list].sort()));
  holds(sorted(found) === sorted(expected), `${what}: ${sorted(found)} instead of ${sorted(expected)}`);
}

function holds(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
