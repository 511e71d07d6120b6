import type { Diagnosis } from './diagnose';
import type { Finding } from './finding';

/** A word for each kind, all of one width: nothing is said by colour. */
const marks: Readonly<Record<Finding['kind'], string>> = {
  ok: 'ok      ',
  fault: 'FAULT   ',
  note: 'note    ',
  unknown: 'unknown ',
};

const INDENT = ' '.repeat(marks.ok.length + 2);

/** One check's findings for a terminal. Commands stand alone on their line, to be copied. */
export function textOf({ title, findings }: Diagnosis): string {
  return [title, ...findings.flatMap(linesOf), ''].join('\n');
}

function linesOf(finding: Finding): readonly string[] {
  const first = `  ${marks[finding.kind]}${finding.says}`;
  return finding.kind === 'ok' ? [first] : [first, ...finding.remedy.map((line) => `${INDENT}${line}`)];
}

/** What the whole examination comes to, in a sentence. */
export function verdictOf(diagnoses: readonly Diagnosis[]): string {
  const of = (kind: Finding['kind']) => count(diagnoses, kind);
  const [faults, notes, unknowns] = [of('fault'), of('note'), of('unknown')];
  const also = [
    ...(notes > 0 ? [`${notes} to know`] : []),
    ...(unknowns > 0 ? [`${unknowns} that could not be looked at`] : []),
  ].join(', ');
  const start = faults === 0 ? 'No faults' : `${faults} ${faults === 1 ? 'fault' : 'faults'} to mend`;
  return `${start}${also && `; ${also}`}.`;
}

/** How many findings of a kind there are. */
export function count(diagnoses: readonly Diagnosis[], kind: Finding['kind']): number {
  return diagnoses.flatMap(({ findings }) => findings).filter((one) => one.kind === kind).length;
}
