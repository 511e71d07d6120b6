import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { denialRule, guessRule, limitTable } from '../../../src/domain/limits/limitTable';

const document = readFileSync(join(__dirname, '../../../docs/limits.md'), 'utf8');

function within(seconds: number): string {
  return seconds === 60 ? '1 minute' : `${seconds / 60} minutes`;
}

it('docs/limits.md has a row for every limit, with its numbers', () => {
  const rows = document
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const written = rows.map(([, name, , per, most, time]) => [name, per, most, time]);
  expect(written).toEqual(
    Object.entries(limitTable).map(([name, { per, most, windowSeconds }]) => [
      `\`${name}\``,
      per,
      String(most),
      within(windowSeconds),
    ]),
  );
});

it('docs/limits.md says the numbers of the two that have rules of their own', () => {
  const text = document.replace(/\s+/g, ' ');
  expect(text).toContain(`After ${guessRule.missesFree} misses in ${guessRule.windowSeconds / 60} minutes`);
  expect(text).toContain(`a pause of ${guessRule.firstPauseSeconds} seconds`);
  expect(guessRule).toMatchObject({ longestPauseSeconds: 3_600, memorySeconds: 86_400 });
  expect(text).toContain(`denied the same secret ${denialRule.most} times within a day`);
  expect(denialRule.windowSeconds).toBe(86_400);
});
