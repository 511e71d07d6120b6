import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { eachOnce } from './eachOnce';
import { loadedLater } from './loadedLater';

/**
 * Loaded from node_modules when they are used first: a binary, or larger than all the rest and not needed to open the
 * port. None of them shares a class with what is in the file.
 */
const APART = [
  'libsql',
  'pg',
  'adaptivecards-templating',
  '@azure/identity',
  '@azure/keyvault-secrets',
  '@microsoft/microsoft-graph-client',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/exporter-trace-otlp-proto',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
];

/** Asked for by libraries at their start, although the bot uses little or nothing of them, and never before a turn. */
const LATER = [
  '@azure/identity',
  '@azure/msal-node',
  'adaptive-expressions',
  'axios',
  'botbuilder/lib/botFrameworkAdapter',
  'botbuilder/lib/botFrameworkHttpClient',
  'botbuilder/lib/cloudAdapter',
  'botbuilder/lib/fileTranscriptStore',
  'botbuilder/lib/inspectionMiddleware',
  'botbuilder/lib/skills',
  'botbuilder/lib/streaming',
  'botbuilder-dialogs-adaptive-runtime-core',
  'botbuilder-stdlib/lib/azureCoreHttpCompat',
  'botframework-connector/lib/auth/botFrameworkClientImpl',
  'botframework-connector/lib/auth/connectorFactoryImpl',
  'botframework-connector/lib/auth/userTokenClientImpl',
  'botframework-connector/lib/connectorApi/connectorClient',
  'botframework-connector/lib/emulatorApiClient',
  'botframework-connector/lib/teams',
  'botframework-connector/lib/tokenApi/tokenApiClient',
  'cross-fetch',
  'csv',
  'formidable',
  'fs-extra',
  'htmlparser2',
  'http-signature',
  'mime',
  'node-fetch',
  'pidusage',
  'qs',
  'send',
  'sshpk',
];

/** Installed once for each of several libraries. */
const REPEATED = ['semver', 'zod'];

/** Of libraries' own accord optional, and not installed with them. */
const ABSENT = ['dtrace-provider', 'pg-native'];

/**
 * Writes the program and the libraries it starts with as one file of ASCII, which V8 reads fastest, and its source map.
 *
 * @param entry absolute path of the source to begin with.
 * @param target absolute path of the file; its folder is made where it is not there.
 * @throws Error with esbuild's words where something is not found
 */
export async function makeOneFile(entry: string, target: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    outfile: target,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: [...APART, ...ABSENT],
    plugins: [loadedLater(LATER, dirname(target)), eachOnce(REPEATED)],
    // What is loaded by `import()` is loaded then, from node_modules.
    supported: { 'dynamic-import': false },
    // Reading takes a third of a start. Names stay, and lines that a person can find a place of a stack in.
    minifyWhitespace: true,
    lineLimit: 160,
    // Names of folders stay those of the project where node_modules is a link.
    preserveSymlinks: true,
    legalComments: 'none',
    // For the log, which says where in our sources a fault was.
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
    write: false,
  });
  mkdirSync(dirname(target), { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, asAscii(text));
}

/** The same program: outside of strings and patterns, where `\u` says the same, there is nothing but ASCII. */
function asAscii(source: string): string {
  return source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
