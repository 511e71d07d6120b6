import { readFileSync } from 'node:fs';

/** One instruction of the Dockerfile: `RUN`, `npm ci`. */
export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** One stage of it, by its name; the last one has none. */
export interface Stage {
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** Reads the Dockerfile: comments left out, continued lines joined. */
export function readStages(path: string): readonly Stage[] {
  const text = readFileSync(path, 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '');
  const instructions = text
    .split('\n')
    .map((line) => /^([A-Z]+) (.*)$/.exec(line))
    .flatMap((match) => (match ? [{ word: match[1] ?? '', rest: match[2] ?? '' }] : []));
  const stages: { name: string | undefined; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.word === 'FROM') {
      stages.push({ name: / AS (\w+)$/.exec(instruction.rest)?.[1], instructions: [] });
    } else {
      stages.at(-1)?.instructions.push(instruction);
    }
  }
  return stages;
}

/** The words of a `CMD` in JSON, also that of a health check. */
export function commandIn({ rest }: Instruction): readonly string[] {
  return JSON.parse(rest.slice(rest.indexOf('[')));
}
