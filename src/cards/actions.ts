import * as z from 'zod';

/**
 * The closed table of buttons: each verb with what its button's data must hold.
 *
 * Card data is the attacker's to write: it selects, it never authorises. `bot/clickTable.ts` and `bot/dialogTable.ts` have
 * one handler for each verb; the compiler finds the missing one. Inputs of the card arrive in the same object as the button's own data.
 */
const id = z.string().min(1).max(64);
/** Names one showing of a card: of which wizard, and which of its showings. */
const showing = { wizard: id, nonce: id };
const reference = z.string().max(16);
/** Longer than any field takes: what is beyond cannot fit anyway, and must still fit on the card that says so. */
const LONGEST_TYPED = 4_000;
/** Nobody types them, and each takes six bytes of a card. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;
const HALF_AT_END = /[\uD800-\uDBFF]$/;
const typed = z
  .string()
  .catch('')
  .transform((text) => text.slice(0, LONGEST_TYPED).replace(HALF_AT_END, '').replace(CONTROL, ''));
/** Input.Toggle sends 'true' or 'false'. */
const toggle = z
  .union([z.literal('true'), z.literal('false'), z.boolean()])
  .transform((value) => value === true || value === 'true');

/** Inputs of all wizard cards; each card sends its own. Unchecked text: `domain/secrets` checks it. */
const wizardInputs = {
  application: typed.optional(),
  name: typed.optional(),
  description: typed.optional(),
  expiration: typed.optional(),
  location: typed.optional(),
  vault: toggle.optional().catch(undefined),
  share: toggle.optional().catch(undefined),
  owner: typed.optional(),
  preApprove: toggle.optional().catch(undefined),
};

/** Which secrets a list shows, as a button or the typed command says it. */
export const listScope = z.enum(['mine', 'app', 'expiring', 'shared', 'all']);

/** Action.Execute: arrives as `adaptiveCard/action`, answered with a card. */
export const executePayloads = {
  'wizard/next': z.object({ ...showing, ...wizardInputs }),
  'wizard/back': z.object({ ...showing, ...wizardInputs }),
  'wizard/submit': z.object(showing),
  'wizard/cancel': z.object(showing),
  'wizard/continue': z.object({}),
  /** `wizard` is the one to be given up: a late or repeated click gives up no other. */
  'wizard/restart': z.object({ wizard: id, application: id.optional() }),
  'create/start': z.object({ application: id.optional() }),
  /** Create again, prefilled from what an earlier attempt was about. */
  'create/again': z.object({ intent: id }),
  'help/show': z.object({}),
  'list/show': z.object({
    scope: listScope,
    application: z.string().max(256).optional(),
    after: z.string().max(256).optional(),
  }),
  'secret/show': z.object({ reference }),
  /** One more page of a secret's history. */
  'history/show': z.object({ reference, after: z.string().max(16) }),
  'delete/ask': z.object({ reference }),
  'delete/confirm': z.object({ reference, typedName: typed.optional() }),
  /** A credential that the bot did not make. */
  'credential/ask': z.object({ application: id, keyId: id }),
  'credential/confirm': z.object({ application: id, keyId: id, typedName: typed.optional() }),
  'delete/keep': z.object({}),
  /** "I didn't see it": a new ticket, or a new credential for an unvaulted value. */
  'carrier/notSeen': z.object({ ticket: id }),
  /** Opens the small card that asks for duration and reason. */
  'request/ask': z.object({ reference }),
  'request/send': z.object({ reference, hours: typed.optional(), reason: typed.optional() }),
  /** One request to decide or to look at, from a list or a reminder. */
  'request/show': z.object({ request: id }),
  'request/withdraw': z.object({ request: id }),
  /** `hours` may be shorter than asked. Both send what is typed on the whole card, so that it can be shown again. */
  'request/approve': z.object({ request: id, hours: typed.optional(), reason: typed.optional() }),
  'request/deny': z.object({ request: id, hours: typed.optional(), reason: typed.optional() }),
  'requests/show': z.object({}),
  'grant/revoke': z.object({ grant: id }),
  /** Opens the settings card, and saves it. */
  'share/ask': z.object({ reference }),
  'share/save': z.object({
    reference,
    share: toggle.optional().catch(undefined),
    preApprove: toggle.optional().catch(undefined),
    owner: typed.optional(),
    reason: typed.optional(),
  }),
  /** Sends the carrier to the personal chat. `key` is the ticket's key, plaintext that only this card has. */
  'carrier/move': z.object({ ticket: id, key: z.string().max(64).optional() }),
} as const;

/** Action.Submit with `msteams: { type: 'task/fetch' }`: opens a dialog, without the value. */
export const dialogPayloads = {
  'carrier/open': z.object({ ticket: id, key: z.string().max(64).optional() }),
} as const;

/** Action.Submit inside a dialog: arrives as `task/submit`. Only `carrier/show` is answered with a value. */
export const submitPayloads = {
  'carrier/show': z.object({ ticket: id, key: z.string().max(64).optional() }),
  'carrier/stored': z.object({ ticket: id }),
  'dialog/close': z.object({}),
} as const;

export type ExecuteVerb = keyof typeof executePayloads;
export type DialogVerb = keyof typeof dialogPayloads;
export type SubmitVerb = keyof typeof submitPayloads;

export type ExecutePayload<V extends ExecuteVerb> = z.output<(typeof executePayloads)[V]>;
export type DialogPayload<V extends DialogVerb> = z.output<(typeof dialogPayloads)[V]>;
export type SubmitPayload<V extends SubmitVerb> = z.output<(typeof submitPayloads)[V]>;

/** Datasets of the typeahead inputs (`application/search`). */
export const datasets = ['applications', 'people'] as const;
export type Dataset = (typeof datasets)[number];
