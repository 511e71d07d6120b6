import type { DialogInstance } from 'botbuilder-dialogs';
import * as z from 'zod';
import type { Origin } from '../domain/notices/recipient';
import type { SecretDraft } from '../domain/secrets/secretDraft';
import type { Move } from './wizardProgress';
import type { StartRequest } from './wizardTurn';

/** A wizard that nobody touches for so long ends by itself. */
export const WIZARD_LIFE_MS = 24 * 60 * 60 * 1000;

/** Every wizard's key in the storage starts so. */
export const WIZARD_PREFIX = 'wizard/';

/** How a wizard ended. */
export type Ending = Pick<LastCard, 'applicationName'> &
  ({ readonly how: 'submitted'; readonly draft: SecretDraft } | { readonly how: 'cancelled' | 'expired' });

/**
 * What is kept of one person's wizard in one conversation. Plain JSON: what was typed, never a value.
 * A wizard is open while its dialog stack is not empty.
 */
export interface WizardRecord {
  readonly tenantId: string;
  readonly personId: string;
  /** Where the wizard's cards are, to tell its end there. */
  origin: Origin;
  touchedAt: string;
  dialogs: { dialogStack: DialogInstance[] };
  wizardId?: string;
  openedAt?: string;
  /**
   * The nonce of the summary whose Submit was pressed, from before the intent is written until the wizard ended:
   * found set, it means that a process ended in between, and nothing but finishing is left.
   */
  claimed?: string;
  /** A Submit failed in the database: nobody knows whether its intent was written, so that is looked up first. */
  unsure?: true;
  /** What the second `create` asked for, until Continue or Start over is clicked. */
  pending?: StartRequest;
  /** With the id that it had, so that a click on any of its cards is told how it ended. */
  ended?: Ending & { readonly wizardId: string };
}

const stored = z.object({
  version: z.literal(1),
  record: z.object({
    tenantId: z.string(),
    personId: z.string(),
    origin: z.custom<Origin>((value) => typeof value === 'object' && value !== null),
    touchedAt: z.iso.datetime(),
    dialogs: z.object({ dialogStack: z.array(z.custom<DialogInstance>()) }),
    wizardId: z.string().exactOptional(),
    openedAt: z.string().exactOptional(),
    claimed: z.string().exactOptional(),
    unsure: z.literal(true).exactOptional(),
    pending: z.custom<StartRequest>().exactOptional(),
    ended: z.custom<NonNullable<WizardRecord['ended']>>().exactOptional(),
  }),
});

/** Reads a stored item. One of another version counts as none: that wizard ended with the program that knew it. */
export function parseRecord(item: unknown): WizardRecord | undefined {
  const parsed = stored.safeParse(item);
  return parsed.success ? parsed.data.record : undefined;
}

/** The item to store for a record. */
export function itemOf(record: WizardRecord): { version: 1; record: WizardRecord } {
  return { version: 1, record };
}

/** Whether a wizard is open, by what is stored; it may have to end all the same, see `isExpired`. */
export function isOpen(record: WizardRecord): boolean {
  return record.dialogs.dialogStack.length > 0;
}

/** Whether the time of an untouched record has come. */
export function isExpired(record: WizardRecord, now: Date): boolean {
  return now.getTime() - Date.parse(record.touchedAt) >= WIZARD_LIFE_MS;
}

/** What is known of the card that is being asked or was submitted. */
export interface LastCard {
  readonly nonce: string;
  readonly applicationName?: string;
}

/** The card that is being asked or was submitted. */
export function lastCardOf(record: WizardRecord): LastCard {
  const state: { readonly asked?: Move; readonly nonce?: string } | undefined =
    record.dialogs.dialogStack.at(-1)?.state;
  const applicationName = state?.asked?.progress.application?.displayName;
  return {
    nonce: record.claimed ?? state?.nonce ?? '',
    ...(applicationName !== undefined && { applicationName }),
  };
}

/** What the wizard is about, for whoever is told how it ended. */
export function aboutOf(record: WizardRecord): Pick<LastCard, 'applicationName'> {
  const { applicationName } = lastCardOf(record);
  return applicationName === undefined ? {} : { applicationName };
}

/** Opens a wizard in the record; its dialog is begun next. */
export function open(record: WizardRecord, about: { wizardId: string; origin: Origin; now: Date }): void {
  record.wizardId = about.wizardId;
  record.origin = about.origin;
  record.openedAt = about.now.toISOString();
  delete record.pending;
  delete record.ended;
}

/** Closes the wizard: empties its dialogs and remembers how it ended, if anybody is to be told. */
export function close(record: WizardRecord, ending?: Ending): void {
  const { wizardId } = record;
  record.dialogs = { dialogStack: [] };
  delete record.wizardId;
  delete record.openedAt;
  delete record.claimed;
  delete record.unsure;
  delete record.pending;
  if (ending !== undefined && wizardId !== undefined) record.ended = { ...ending, wizardId };
}
