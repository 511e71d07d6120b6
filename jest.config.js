const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { quickFolder } = require('./test/support/run/quickFolder');

const usual = tmpdir();
process.env['TMPDIR'] ??= quickFolder(usual);

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  // On the disk: it is worth keeping.
  cacheDirectory: join(usual, 'secretbot-jest'),
  testSequencer: '<rootDir>/test/support/run/longestFirst.js',
  globalSetup: '<rootDir>/test/support/run/makeKeys.ts',
  // jose is published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  maxWorkers: 2,
  testTimeout: 30_000,
};
