import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** The one file (ADR 0016), when this is in it; no other file's map is ever read, whatever a stack says. */
const PROGRAM = __filename;
const OWN = /\b((?:src|sandbox)\/[\w/]+\.[jt]s)$/;

/** Read at the first fault, not at the start; `null` where there is none. */
let map: SourceMap | null | undefined;

/**
 * Where a place of the one file is in our sources, `src/domain/secrets/createSaga.ts:61`.
 *
 * @param line, column as a stack says them: from 1.
 * @returns `undefined` for a place in a library or in another file, and where there is no map beside the one file
 */
export function sourcePlace(file: string, line: number, column: number): string | undefined {
  if (file !== PROGRAM) return undefined;
  map ??= readMap(`${PROGRAM}.map`);
  const entry = map?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry) || entry.originalSource.includes('node_modules')) return undefined;
  const [, source] = OWN.exec(entry.originalSource) ?? [];
  return source && `${source}:${entry.originalLine + 1}`;
}

function readMap(file: string): SourceMap | null {
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload) : null;
}
