const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Where the long files are, the longest first; a file's size says nothing about that. */
const LONG = [
  'test/scenarios/crash',
  'test/scenarios/stop',
  'test/infra/image',
  'test/scenarios/',
  'test/sandbox/main',
  'test/bot/fuzz/',
  'test/adapters/storage/openPostgres',
  'test/domain/sharing/races',
  'test/browser/',
  'test/sandbox/client/',
];

/**
 * Begins with what takes long, so that at the end no worker waits for another's last file. What this machine has measured
 * before counts more than the list.
 */
class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path, context }) => {
      const name = relative(context.config.rootDir, path);
      const found = LONG.findIndex((long) => name.startsWith(long));
      return found === -1 ? LONG.length : found;
    };
    const known = super.sort(tests);
    return known.every(({ duration }) => duration != null) ? known : known.sort((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirst;
