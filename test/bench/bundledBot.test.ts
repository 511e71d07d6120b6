import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWithoutLimits } from '../../bench/bundledBot';

describe('the SecretBot that is measured', () => {
  it('is one file with its limits lifted before it starts', async () => {
    const text = readFileSync(join(__dirname, '..', '..', await bundleWithoutLimits()), 'utf8');
    const places = ['limitTable=', 'POSITIVE_INFINITY})', 'start().catch('].map((words) => text.indexOf(words));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });
});
