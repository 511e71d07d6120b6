import { z } from 'zod';

/** What can be asked of the bot over its local socket, by name, and how the question is read. The table is closed. */
export const questions = {
  backup: z.strictObject({ file: z.string().startsWith('/').max(4096) }),
} as const;

/** What each question is answered with. An `AsyncIterable` goes out line by line, as NDJSON. */
export interface Answers {
  readonly backup: BackupReport;
}

/** A backup that is complete and on the disk. */
export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  /** How long the bot could do nothing else, in milliseconds. */
  readonly durationMs: number;
}

export type OperationName = keyof typeof questions & keyof Answers;
export type Question<N extends OperationName> = z.output<(typeof questions)[N]>;

/**
 * Everything that can be asked, each done. Whatever one throws whose message is for the operator (see `forOperators`)
 * is told as it is; everything else is logged under a number.
 */
export type Operations = { readonly [N in OperationName]: (question: Question<N>) => Promise<Answers[N]> };

/** Whether this is one of the questions. */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(questions, name);
}
