import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Instruction, readStages, type Stage } from './dockerfile';

const root = resolve(__dirname, '../..');

/**
 * Does what the Dockerfile says, on this machine and without an engine: every stage in a folder of its own, every file
 * from where the instruction says, nothing else. The build stage borrows this project's packages instead of `npm ci`.
 *
 * @returns the folder of the last stage, which nobody can write to.
 */
export function buildImage(folder: string): string {
  const context = join(folder, 'context');
  for (const name of sentFiles()) cpSync(join(root, name), join(context, name), { recursive: true });
  let last = context;
  for (const stage of readStages(join(root, 'Dockerfile'))) last = buildStage(stage, folder);
  makeReadOnly(last);
  return join(last, 'app');
}

/** What `.dockerignore` lets through: everything is left out but the lines that begin with an exclamation mark. */
export function sentFiles(): readonly string[] {
  const [first, ...lines] = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
  if (first !== '*') throw new Error('.dockerignore leaves everything out first');
  return lines.map((line) => line.replace(/^!/, ''));
}

function buildStage({ name = 'last', instructions }: Stage, folder: string): string {
  const stage = join(folder, name);
  let directory = stage;
  for (const instruction of instructions) {
    if (instruction.word === 'WORKDIR') {
      directory = join(stage, instruction.rest);
      mkdirSync(directory, { recursive: true });
    }
    if (instruction.word === 'COPY') copy(instruction, folder, directory);
    if (instruction.word === 'RUN') run(instruction, stage, directory);
  }
  return stage;
}

function copy({ rest }: Instruction, folder: string, directory: string): void {
  const words = rest.split(' ');
  const from = /^--from=(\w+)$/.exec(words.find((word) => word.startsWith('--from=')) ?? '')?.[1] ?? 'context';
  const [target = '', ...sources] = words.filter((word) => !word.startsWith('--')).reverse();
  const stage = directory.slice(0, directory.lastIndexOf('/'));
  for (const source of sources) {
    const to = target.startsWith('/') ? join(stage, target) : join(directory, target);
    const name = source.slice(source.lastIndexOf('/') + 1);
    const place = target.endsWith('/') ? join(to, name) : to;
    mkdirSync(dirname(place), { recursive: true });
    // What another stage made is needed once: moving it is quicker.
    if (from === 'context') cpSync(join(folder, from, source), place, { recursive: true });
    else renameSync(join(folder, from, source), place);
  }
}

function run({ rest }: Instruction, stage: string, directory: string): void {
  if (rest === 'npm ci') {
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    return;
  }
  const command = rest.replace(/^mkdir \//, `mkdir ${stage}/`);
  execFileSync('sh', ['-c', command], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
}

function makeReadOnly(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink() || !existsSync(path)) return;
  if (found.isDirectory()) for (const name of readdirSync(path)) makeReadOnly(join(path, name));
  chmodSync(path, (found.mode | 0o444) & ~0o222 & 0o7777);
}
