import type { AuditAction } from '../../domain/audit/auditEvent';
import type { TicketCause, TicketState } from '../../domain/reveal/ticket';
import type { SecretState } from '../../domain/secrets/secret';
import type { FreezeRow, GrantRow, RequestApproverRow, RequestRow } from './sharingSchema';

/** Milliseconds since 1970, in a bigint column: the same on every engine. */
export type Millis = number;

/** A truth in an integer column: the same on every engine. */
export type Bit = 0 | 1;

export interface SecretRow {
  tenant_id: string;
  reference: string;
  application_id: string;
  app_id: string;
  application_name: string;
  key_id: string;
  hint: string | null;
  name: string;
  /** What makes two names the same name. */
  name_key: string;
  /** `name_key` while this secret holds the name on its application, else null; unique. */
  name_slot: string | null;
  description: string;
  location_id: string;
  vault_name: string | null;
  vault_version: string | null;
  sharing: Bit;
  pre_approved: Bit;
  owner_id: string;
  owner_name: string;
  creator_id: string;
  creator_name: string;
  starts_at: Millis;
  expires_at: Millis;
  created_at: Millis;
  state: SecretState;
  ended_at: Millis | null;
}

/** A create or delete. `body` is the whole intent as JSON; the columns are what the database itself must judge. */
export interface IntentRow {
  id: string;
  kind: 'create' | 'delete';
  tenant_id: string;
  application_id: string;
  key_id: string | null;
  is_open: Bit;
  /** The name an open create holds on its application, else null; unique. */
  name_slot: string | null;
  /** The key id an open delete holds, else null; unique. */
  key_slot: string | null;
  next_look_at: Millis;
  fence: number;
  lease_until: Millis | null;
  body: string;
}

export interface TicketRow {
  id: string;
  tenant_id: string;
  person_id: string;
  reference: string;
  cause: TicketCause;
  state: TicketState;
  created_at: Millis;
  expires_at: Millis;
  shown_at: Millis | null;
  confirmed_at: Millis | null;
  ended_at: Millis | null;
  sealed: Bit;
}

/** Encrypted values, apart from their tickets so that deleting one overwrites exactly it. */
export interface SealedValueRow {
  ticket_id: string;
  key_id: string;
  nonce: string;
  ciphertext: string;
  tag: string;
}

export interface OutboxRow {
  tenant_id: string;
  person_id: string;
  subject: string;
  id: string;
  /** Recipient as JSON. */
  recipient: string;
  /** Notice as JSON. */
  notice: string;
  attempts: number;
  next_attempt_at: Millis;
  /** The delivery under way, of this item or of the older one that it replaced. */
  claim_id: string | null;
  claim_until: Millis | null;
  gave_up: Bit;
}

/** One row of the chained audit; see auditChain.ts. */
export interface AuditRow {
  seq: number;
  /** The form in which the row is signed. */
  v: number;
  at: Millis;
  tenant_id: string;
  action: AuditAction;
  actor_id: string;
  reference: string | null;
  application_id: string | null;
  key_id: string | null;
  ticket_id: string | null;
  detail: string | null;
  request_id: string | null;
  click_id: string | null;
  /** Hexadecimal, of this row and everything before it. */
  mac: string;
}

export interface BotStateRow {
  key: string;
  etag: string;
  /** The item as JSON. */
  value: string;
  updated_at: Millis;
}

export interface PersonRow {
  tenant_id: string;
  person_id: string;
  teams_id: string;
  service_url: string;
  personal_chat_id: string | null;
  locale: string;
  time_zone: string;
  used_at: Millis;
}

export interface MessageRow {
  tenant_id: string;
  person_id: string;
  subject: string;
  service_url: string;
  conversation_id: string;
  activity_id: string;
  targeted: Bit;
  expires_at: Millis | null;
}

/** Names that may be used once until a moment. */
export interface OnceRow {
  name: string;
  until: Millis;
}

/** That this database is a backup, and when it was made. */
export interface BackupMarkRow {
  made_at: Millis;
  settled_at: Millis | null;
}

/** Every table. */
export interface Schema {
  secrets: SecretRow;
  intents: IntentRow;
  tickets: TicketRow;
  sealed_values: SealedValueRow;
  requests: RequestRow;
  request_approvers: RequestApproverRow;
  grants: GrantRow;
  freezes: FreezeRow;
  outbox: OutboxRow;
  audit: AuditRow;
  bot_state: BotStateRow;
  people: PersonRow;
  messages: MessageRow;
  once: OnceRow;
  backup_marks: BackupMarkRow;
}
