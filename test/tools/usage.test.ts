import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { scripts } from '../../package.json';
import { projectRoot } from '../../sandbox/projectRoot';

/** The operator's tools: scripts of package.json with a file of their own in `src/tools`. */
const tools = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^node (dist\/src\/tools\/\w+\.js)$/.exec(command)?.[1];
  return file === undefined ? [] : [{ name, file }];
});

function run(file: string, ...words: readonly string[]) {
  const env = { PATH: process.env['PATH'] ?? '' };
  return spawnSync(process.execPath, [join(projectRoot, file), ...words], { encoding: 'utf8', env });
}

describe("the operator's tools", () => {
  it('are seven', () => expect(tools).toHaveLength(7));

  it.each(tools)('$name says with --help how it is called, on standard output, and ends with 0', ({ name, file }) => {
    const { status, stdout, stderr } = run(file, '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`npm run ${name}`);
  });

  it.each(tools)(
    '$name names a word that it does not know, says how it is called and ends with 2',
    ({ name, file }) => {
      const { status, stdout, stderr } = run(file, '--strange');
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain("Unknown option '--strange'.");
      expect(stderr).toContain(`npm run ${name}`);
    },
  );

  it.each(['doctor', 'audit:verify', 'audit:export', 'seal-key:rotate'])('%s has no use for other words', (name) => {
    const { status, stderr } = run(tools.find((one) => one.name === name)?.file ?? '', 'word');
    expect([status, stderr]).toEqual([2, expect.stringContaining('There is no use for “word”.')]);
  });

  it('say which settings are missing where they need all of them', () => {
    const { status, stderr } = run('dist/src/tools/onboard.js', 'Payroll');
    expect([status, stderr]).toEqual([2, expect.stringContaining('the settings that SecretBot is started with')]);
    expect(stderr).toContain('MicrosoftAppId is missing');
  });

  it('say where they looked for the database', () => {
    const { status, stderr } = run('dist/src/tools/backup.js', '/nowhere.db');
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/There is no database in \/.*\.data\. Is SECRETBOT_DATA_DIR/),
    ]);
  });
});
