import { BY_THE_OPERATOR } from '../../domain/audit/auditEvent';
import type { AuditChain } from './auditChain';
import type { Engine } from './engine';
import { KyselyAudit } from './kyselyAudit';
import type { Db } from './session';

/** What stands where the name of an erased person stood. */
export const ERASED = '(erased)';

/** What still needs the person. Any of it keeps them from being erased. */
export interface StillNeeded {
  /** References of live secrets that they own. */
  readonly secrets: readonly string[];
  /** Requests of theirs that are open, or that wait for them among others. */
  readonly requests: number;
  readonly grants: number;
  /** Values that they may still open. */
  readonly tickets: number;
  /** Creates and deletes of theirs under way. */
  readonly underWay: number;
}

/** How much of a person was erased, in rows. */
export interface Erased {
  readonly chats: number;
  readonly messages: number;
  readonly waiting: number;
  readonly wizards: number;
  readonly names: number;
}

/**
 * Erases what tells who a person is: name, sign-in name, Teams' ids, chats, language, time zone, unfinished wizards and
 * what they wrote as reasons. What stays is their object id in Entra, beside what they did: a pseudonym that only Entra's
 * directory resolves. One transaction; may be repeated. That somebody was erased stands in the audit, by the pseudonym
 * only; where there was nothing to erase, nothing is written.
 *
 * @returns what still needs the person, and then nothing was changed; else what was erased
 */
export function erasePerson(
  engine: Pick<Engine, 'atomic' | 'clock'>,
  chain: AuditChain,
  personId: string,
): Promise<{ readonly needed: StillNeeded } | { readonly erased: Erased }> {
  return engine.atomic(async (db) => {
    const needed = await whatNeeds(db, personId);
    const isNeeded = Object.values(needed).some((each) => (typeof each === 'number' ? each : each.length) > 0);
    if (isNeeded) return { needed };
    const tenantId = await tenantOf(db);
    const erased = await erase(db, personId);
    if (Object.values(erased).some((rows) => rows > 0)) {
      const audit = new KyselyAudit({ read: (work) => work(db), atomic: (work) => work(db) }, chain);
      const at = engine.clock.now();
      await audit.append({ at, tenantId, ...BY_THE_OPERATOR, action: 'person.erased', detail: personId });
    }
    return { erased };
  });
}

/** The one tenant that the bot serves, as the newest row of the audit has it; of the people where there is none yet. */
async function tenantOf(db: Db): Promise<string> {
  const [row] = await db.selectFrom('audit').select('tenant_id').orderBy('seq', 'desc').limit(1).execute();
  if (row) return row.tenant_id;
  const [person] = await db.selectFrom('people').select('tenant_id').limit(1).execute();
  return person?.tenant_id ?? '';
}

async function whatNeeds(db: Db, personId: string): Promise<StillNeeded> {
  const secrets = await db
    .selectFrom('secrets')
    .select('reference')
    .where('owner_id', '=', personId)
    .where('state', 'in', ['active', 'deleting'])
    .orderBy('reference')
    .execute();
  const asked = await db
    .selectFrom('requests')
    .select('id')
    .where('requester_id', '=', personId)
    .where('state', '=', 'open')
    .execute();
  const waiting = await db
    .selectFrom('request_approvers')
    .select('request_id')
    .where('approver_id', '=', personId)
    .execute();
  const grants = await db
    .selectFrom('grants')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'live')
    .execute();
  const tickets = await db
    .selectFrom('tickets')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['preparing', 'ready'])
    .execute();
  const open = await db.selectFrom('intents').select('body').where('is_open', '=', 1).execute();
  return {
    secrets: secrets.map(({ reference }) => reference),
    requests: asked.length + waiting.length,
    grants: grants.length,
    tickets: tickets.length,
    underWay: open.filter(({ body }) => body.includes(personId)).length,
  };
}

async function erase(db: Db, personId: string): Promise<Erased> {
  const chats = await db.deleteFrom('people').where('person_id', '=', personId).returning('person_id').execute();
  const messages = await db.deleteFrom('messages').where('person_id', '=', personId).returning('subject').execute();
  const waiting = await db.deleteFrom('outbox').where('person_id', '=', personId).returning('id').execute();
  const wizards = await eraseWizards(db, personId);
  const names = await eraseNames(db, personId);
  const bodies = (await eraseIn(db, 'requests', personId)) + (await eraseIn(db, 'intents', personId));
  return {
    chats: chats.length,
    messages: messages.length,
    waiting: waiting.length,
    wizards,
    names: names + bodies,
  };
}

/** What the bot kept of conversations with the person; the keys hold ids only. */
async function eraseWizards(db: Db, personId: string): Promise<number> {
  const rows = await db.selectFrom('bot_state').select(['key', 'value']).execute();
  const keys = rows.filter(({ key, value }) => key.includes(personId) || isOf(value, personId)).map(({ key }) => key);
  if (keys.length > 0) await db.deleteFrom('bot_state').where('key', 'in', keys).execute();
  return keys.length;
}

function isOf(value: string, personId: string): boolean {
  return (JSON.parse(value) as { personId?: unknown } | null)?.personId === personId;
}

async function eraseNames(db: Db, personId: string): Promise<number> {
  const done = [
    await db
      .updateTable('secrets')
      .set({ owner_name: ERASED })
      .where('owner_id', '=', personId)
      .where('owner_name', '!=', ERASED)
      .returning('reference')
      .execute(),
    await db
      .updateTable('secrets')
      .set({ creator_name: ERASED })
      .where('creator_id', '=', personId)
      .where('creator_name', '!=', ERASED)
      .returning('reference')
      .execute(),
    await db
      .updateTable('grants')
      .set({ person_name: ERASED })
      .where('person_id', '=', personId)
      .where('person_name', '!=', ERASED)
      .returning('id')
      .execute(),
    await db
      .updateTable('grants')
      .set({ revoked_by_name: ERASED })
      .where('revoked_by_id', '=', personId)
      .where('revoked_by_name', '!=', ERASED)
      .returning('id')
      .execute(),
    await db
      .updateTable('freezes')
      .set({ by_name: ERASED, reason: '' })
      .where('by_id', '=', personId)
      .where('by_name', '!=', ERASED)
      .returning('by_id')
      .execute(),
  ];
  return done.reduce((sum, rows) => sum + rows.length, 0);
}

/** Names of the person inside what is kept as JSON, and what they wrote there. */
async function eraseIn(db: Db, table: 'requests' | 'intents', personId: string): Promise<number> {
  // Looked for by the database: of very many, only those that speak of the person are in memory.
  const rows = await db.selectFrom(table).select(['id', 'body']).where('body', 'like', `%${personId}%`).execute();
  let changed = 0;
  for (const { id, body } of rows) {
    const without = JSON.stringify(withoutPerson(JSON.parse(body), personId));
    if (without === body) continue;
    await db.updateTable(table).set({ body: without }).where('id', '=', id).execute();
    changed += 1;
  }
  return changed;
}

type Json = Record<string, unknown>;

/** The same thing without what tells who the person is. Ids stay. */
function withoutPerson(thing: unknown, personId: string): unknown {
  if (Array.isArray(thing)) return thing.map((each) => withoutPerson(each, personId));
  if (typeof thing !== 'object' || thing === null) return thing;
  const whole = Object.fromEntries(
    Object.entries(thing).map(([key, value]) => [key, withoutPerson(value, personId)]),
  ) as Json;
  const isPerson = whole['objectId'] === personId;
  const isOrigin = whole['personId'] === personId;
  const wrote = [whole['requester'], whole['approver']].some(
    (who) => (who as Json | undefined)?.['objectId'] === personId,
  );
  return {
    ...whole,
    ...(isPerson && 'displayName' in whole ? { displayName: ERASED } : {}),
    ...(isPerson && 'signInName' in whole ? { signInName: ERASED } : {}),
    ...(ownerOf(whole) === personId && 'ownerName' in whole ? { ownerName: ERASED } : {}),
    ...(isOrigin && 'teamsId' in whole ? { teamsId: ERASED } : {}),
    ...(wrote && 'reason' in whole ? { reason: '' } : {}),
  };
}

/** Whom a create names as the owner. */
function ownerOf({ draft }: Json): unknown {
  return ((draft as Json | undefined)?.['owner'] as Json | undefined)?.['ownerId'];
}
