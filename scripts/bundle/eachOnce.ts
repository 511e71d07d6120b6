import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { insideOf } from './loadedLater';

const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)(\/.*)$/;

/**
 * For esbuild: of packages that npm had to install several times in the same version, because another version stands at
 * the top, each version is taken once.
 *
 * @param root absolute: where node_modules is.
 */
export function eachOnce(packages: readonly string[], root = process.cwd()): Plugin {
  const taken = new Map<string, string>();
  const versions = new Map<string, string>();
  const versionIn = (home: string): string => {
    const known = versions.get(home) ?? JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
    versions.set(home, known);
    return known;
  };
  return {
    name: 'each-once',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, kind, resolveDir }) => {
        if (kind !== 'require-call' || !packages.includes(path)) return undefined;
        const found = createRequire(join(resolveDir, 'index.js')).resolve(path);
        const [, home = '', inside] = PACKAGE.exec(found) ?? [];
        const key = `${path}@${versionIn(home)}${inside}`;
        const first = taken.get(key) ?? join(root, insideOf(found));
        taken.set(key, first);
        return { path: first };
      });
    },
  };
}
