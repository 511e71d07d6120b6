import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

const OWN = /\b((?:src|sandbox)\/[\w/]+\.[jt]s)$/;

/** The maps of files that were asked for; read at the first fault, not at the start. */
const maps = new Map<string, SourceMap | undefined>();

/**
 * Where a place of the one file (ADR 0016) is in our sources, `src/domain/secrets/createSaga.ts:61`.
 *
 * @param line, column as a stack says them: from 1.
 * @returns `undefined` for a place in a library, and where there is no map beside the file
 */
export function sourcePlace(file: string, line: number, column: number): string | undefined {
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry) || entry.originalSource.includes('node_modules')) return undefined;
  const [, source] = OWN.exec(entry.originalSource) ?? [];
  return source && `${source}:${entry.originalLine + 1}`;
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  if (!existsSync(file)) return undefined;
  return new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
}
