import type { Clock } from '../../domain/ports';
import type { ChatReferences, MessageKey, MessageRef, PersonAddress } from '../teams/chatReferences';
import { prepared } from './prepared';
import type { MessageRow, PersonRow } from './schema';
import type { Db } from './session';

const DROPPED_EVERY_MS = 60_000;
const MESSAGES_DROPPED = 500;

const onePerson = prepared<{ tenantId: string; personId: string }, PersonRow>((db, { tenantId, personId }) =>
  db.selectFrom('people').selectAll().where('tenant_id', '=', tenantId).where('person_id', '=', personId),
);

const oneMessage = prepared<MessageKey, MessageRow>((db, { tenantId, personId, subject }) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('subject', '=', subject),
);

/** One guarded statement: whoever writes the row, new or run out, has the claim, on whatever replica. */
const claim = prepared<{ name: string; free: number; until: number }, { name: string }>((db, { name, free, until }) =>
  db
    .insertInto('once')
    .values({ name, until })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ until }).where('once.until', '<=', free))
    .returning('name'),
);

/** What the bot remembers of the chat, in the database: addresses and message ids, never a card, a text or a key. */
export class KyselyChatReferences implements ChatReferences {
  private droppedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async rememberPerson(address: PersonAddress): Promise<void> {
    const row = this.personRowOf(address);
    const { personal_chat_id, ...always } = row;
    await this.db
      .insertInto('people')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'person_id'])
          .doUpdateSet(personal_chat_id === null ? always : { ...always, personal_chat_id }),
      )
      .execute();
  }

  async person(tenantId: string, personId: string): Promise<PersonAddress | undefined> {
    const [row] = await onePerson(this.db, { tenantId, personId });
    return row && addressOf(row);
  }

  async forgetPersonalChat(tenantId: string, personId: string): Promise<void> {
    await this.db
      .updateTable('people')
      .set({ personal_chat_id: null })
      .where('tenant_id', '=', tenantId)
      .where('person_id', '=', personId)
      .execute();
  }

  async latestServiceUrl(tenantId: string): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('people')
      .select('service_url')
      .where('tenant_id', '=', tenantId)
      .orderBy('used_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.service_url;
  }

  async rememberMessage(key: MessageKey, ref: MessageRef): Promise<void> {
    const row = messageRowOf(key, ref);
    await this.db
      .insertInto('messages')
      .values(row)
      .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id', 'subject']).doUpdateSet(row))
      .execute();
  }

  async message(key: MessageKey): Promise<MessageRef | undefined> {
    const [row] = await oneMessage(this.db, key);
    return row && refOf(row);
  }

  async forgetMessage(key: MessageKey): Promise<void> {
    await this.db
      .deleteFrom('messages')
      .where('tenant_id', '=', key.tenantId)
      .where('person_id', '=', key.personId)
      .where('subject', '=', key.subject)
      .execute();
  }

  async claimOnce(name: string, now: Date, until: Date): Promise<boolean> {
    const free = now.getTime();
    await this.dropPassed(free);
    return (await claim(this.db, { name, free, until: until.getTime() })).length > 0;
  }

  async releaseOnce(name: string): Promise<void> {
    await this.db.deleteFrom('once').where('name', '=', name).execute();
  }

  /** Passed claims, and messages that Teams has removed, hinder nobody: looking for them now and then is enough. */
  private async dropPassed(now: number): Promise<void> {
    if (Math.abs(now - this.droppedAt) < DROPPED_EVERY_MS) return;
    this.droppedAt = now;
    await this.db.deleteFrom('once').where('until', '<=', now).execute();
    await this.dropExpiredMessages(now);
  }

  /** A few at a time: the first time there may be years of them. */
  private async dropExpiredMessages(now: number): Promise<void> {
    await this.db
      .deleteFrom('messages')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('tenant_id', 'person_id', 'subject'),
          'in',
          selectFrom('messages as passed')
            .select(['passed.tenant_id', 'passed.person_id', 'passed.subject'])
            .where('passed.expires_at', '<=', now)
            .orderBy('passed.expires_at')
            .limit(MESSAGES_DROPPED)
            .$asTuple('tenant_id', 'person_id', 'subject'),
        ),
      )
      // Said again: the subject may have a new message by now.
      .where('expires_at', '<=', now)
      .execute();
  }

  private personRowOf(address: PersonAddress): PersonRow {
    return {
      tenant_id: address.tenantId,
      person_id: address.personId,
      teams_id: address.teamsId,
      service_url: address.serviceUrl,
      personal_chat_id: address.personalChatId ?? null,
      locale: address.locale,
      time_zone: address.timeZone,
      used_at: this.clock.now().getTime(),
    };
  }
}

function addressOf(row: PersonRow): PersonAddress {
  return {
    tenantId: row.tenant_id,
    personId: row.person_id,
    teamsId: row.teams_id,
    serviceUrl: row.service_url,
    ...(row.personal_chat_id !== null && { personalChatId: row.personal_chat_id }),
    locale: row.locale,
    timeZone: row.time_zone,
  };
}

function messageRowOf(key: MessageKey, ref: MessageRef): MessageRow {
  return {
    tenant_id: key.tenantId,
    person_id: key.personId,
    subject: key.subject,
    service_url: ref.serviceUrl,
    conversation_id: ref.conversationId,
    activity_id: ref.activityId,
    targeted: ref.targeted ? 1 : 0,
    expires_at: ref.expiresAt?.getTime() ?? null,
  };
}

function refOf(row: MessageRow): MessageRef {
  return {
    serviceUrl: row.service_url,
    conversationId: row.conversation_id,
    activityId: row.activity_id,
    targeted: row.targeted === 1,
    ...(row.expires_at !== null && { expiresAt: new Date(row.expires_at) }),
  };
}
