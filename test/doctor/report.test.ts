import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/projectRoot';
import { checkNames } from '../../src/doctor/checks';
import type { Diagnosis } from '../../src/doctor/diagnose';
import { fault, note, ok, unknown } from '../../src/doctor/finding';
import { textOf, verdictOf } from '../../src/doctor/report';

const diagnosis = (...findings: Diagnosis['findings']): Diagnosis => ({
  check: 'vaults',
  title: 'Key Vaults',
  findings,
});

describe('the report', () => {
  it('says in words, not in colour, how each thing stands, and gives commands a line of their own', () => {
    const text = textOf(diagnosis(ok('One is fine.'), fault('code', 'One is not.', 'Run this:', 'az do it')));
    expect(text).toBe(
      'Key Vaults\n  ok      One is fine.\n  FAULT   One is not.\n          Run this:\n          az do it\n',
    );
  });

  it('sums up: faults to mend, what to know, what could not be looked at', () => {
    expect(verdictOf([diagnosis(ok('fine'))])).toBe('No faults.');
    const all = [fault('a', 'a', 'b'), fault('a', 'a', 'b'), note('c', 'c', 'd'), unknown('e', 'e', 'f')];
    expect(verdictOf([diagnosis(...all)])).toBe('2 faults to mend; 1 to know, 1 that could not be looked at.');
    expect(verdictOf([diagnosis(fault('a', 'a', 'b'))])).toBe('1 fault to mend.');
  });

  it('is explained check by check, in order, in docs/operating/doctor.md', () => {
    const text = readFileSync(join(projectRoot, 'docs/operating/doctor.md'), 'utf8');
    const table = text.slice(text.indexOf('## Doctor'));
    expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])).toEqual(checkNames);
  });
});
