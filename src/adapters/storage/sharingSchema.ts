import type { RequestState } from '../../domain/sharing/accessRequest';
import type { GrantState } from '../../domain/sharing/grant';
import type { Millis } from './schema';

/** `body` is the whole request as JSON; the columns are what the database itself must judge. */
export interface RequestRow {
  id: string;
  tenant_id: string;
  reference: string;
  requester_id: string;
  /** What kind of wish is open, else null; unique for the person and the secret. */
  open_slot: string | null;
  state: RequestState;
  created_at: Millis;
  next_look_at: Millis;
  version: number;
  body: string;
}

/** Whom an open request waits for; none when it is not open any more. */
export interface RequestApproverRow {
  request_id: string;
  approver_id: string;
}

export interface GrantRow {
  id: string;
  tenant_id: string;
  reference: string;
  person_id: string;
  person_name: string;
  request_id: string;
  ticket_id: string;
  starts_at: Millis;
  ends_at: Millis;
  state: GrantState;
  ended_at: Millis | null;
  revoked_by_id: string | null;
  revoked_by_name: string | null;
}

export interface FreezeRow {
  tenant_id: string;
  by_id: string;
  by_name: string;
  at: Millis;
  reason: string;
}
