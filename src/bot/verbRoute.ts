import type { ZodType } from 'zod';
import type { Turn } from './turn';

/** A closed table of handlers, each with the payload that its own schema reads. */
export type VerbTable<Answer> = Readonly<Record<string, (turn: Turn, payload: never) => Promise<Answer>>>;

/** A click that was read: what to call. */
export interface VerbCall<Answer> {
  readonly verb: string;
  answer(turn: Turn): Promise<Answer>;
}

/**
 * Finds what a click asks for in a closed table, and reads its data by the verb's schema.
 *
 * @returns `undefined` for a verb that is not in the table, and for data that does not fit: nothing is done then.
 */
export function verbCall<Answer>(
  table: VerbTable<Answer>,
  payloads: Readonly<Record<string, ZodType>>,
  click: { readonly verb: unknown; readonly data: unknown },
): VerbCall<Answer> | undefined {
  const { verb, data } = click;
  if (typeof verb !== 'string' || !Object.hasOwn(payloads, verb)) return undefined;
  const handler = table[verb];
  const payload = payloads[verb]?.safeParse(data);
  if (!handler || !payload?.success) return undefined;
  // The table pairs each handler with this schema's own output; the compiler checks that where the table is made.
  return { verb, answer: (turn) => handler(turn, payload.data as never) };
}
