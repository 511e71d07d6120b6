import * as z from 'zod';

const path = z.string().startsWith('/').max(4096);

/** What can be asked of the bot over its local socket, by name, and how the question is read. The table is closed. */
export const questions = {
  backup: z.strictObject({ file: path }),
  /** What `npm run doctor` wants to know of the open database. */
  health: z.strictObject({}),
  /** `heads`: a file with exported heads; the bot's own when left out. */
  auditVerify: z.strictObject({ heads: path.optional() }),
  auditExport: z.strictObject({ from: z.int().positive(), since: z.iso.datetime().optional() }),
  /** The person's object id in Entra. */
  forget: z.strictObject({ personId: z.guid().toLowerCase() }),
} as const;

/** What each question is answered with. An `AsyncIterable` goes out line by line, as NDJSON. */
export interface Answers {
  readonly backup: BackupReport;
  readonly health: HealthReport;
  readonly auditVerify: AuditReport;
  /** Rows by their column names, none with a value of a secret. */
  readonly auditExport: AsyncIterable<object>;
  readonly forget: ForgetReport;
}

/** How the database stands towards this version. */
export interface HealthReport {
  /** Names of this version's migrations that it lacks, and of those that only a newer version knows. */
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly empty: boolean;
  /** Ids of the seal keys under which values wait to be shown. */
  readonly sealedWith: readonly string[];
  /**
   * When Teams last took and last refused a targeted message, in milliseconds since 1970; left out where no bot runs that
   * could know.
   */
  readonly targeted?: { readonly takenAt?: number; readonly refusedAt?: number };
}

/** What was erased of a person, or what still needs them, and then nothing was. In rows. */
export type ForgetReport =
  | {
      readonly needed: {
        /** References of live secrets that they own. */
        readonly secrets: readonly string[];
        readonly requests: number;
        readonly grants: number;
        readonly tickets: number;
        readonly underWay: number;
      };
    }
  | {
      readonly erased: {
        readonly chats: number;
        readonly messages: number;
        readonly waiting: number;
        readonly wizards: number;
        readonly names: number;
      };
    };

/** A backup that is complete and on the disk. */
export interface BackupReport {
  readonly file: string;
  readonly bytes: number;
  /** How long the bot could do nothing else, in milliseconds. */
  readonly durationMs: number;
}

/** What a verification of the audit showed. Whole when there are no `faults`, which are sentences for the operator. */
export interface AuditReport {
  readonly rows: number;
  /** Rows from before there was a chain. */
  readonly beforeChain: number;
  /** Exported heads that were compared, from which file, and the newest row that one of them vouches for. */
  readonly heads: number;
  readonly headsFile: string;
  readonly headsReach: number;
  readonly faults: readonly string[];
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
