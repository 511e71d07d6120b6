import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConformanceError } from './conformanceError';

const line = z.object({
  direction: z.enum(['fromBot', 'toBot']),
  host: z.string(),
  method: z.string(),
  /** With the query, as it was sent. */
  path: z.string(),
  requestHeaders: z.record(z.string(), z.string()),
  requestBody: z.unknown().optional(),
  /** 0 where the connection broke instead of an answer. */
  status: z.number(),
  responseBody: z.unknown().optional(),
  /** The fault that made this exchange what it is. */
  fault: z.string().optional(),
});

/** One request and its answer, as the sandbox wrote them down; see `sandbox/world/journal.ts`. */
export type Exchange = z.infer<typeof line>;

/** Reads a journal. @throws with the number of the line that is no exchange */
export function readJournal(file: string): readonly Exchange[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    if (text === '') return [];
    try {
      return [line.parse(JSON.parse(text))];
    } catch (error) {
      throw new ConformanceError(
        `line ${index + 1} of the journal is no exchange: ${error instanceof Error ? error.message : ''}`,
      );
    }
  });
}
