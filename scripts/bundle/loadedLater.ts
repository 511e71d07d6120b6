import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'loaded-later';
const MODULES = '/node_modules/';
/** What every function has of its own. */
const OF_EVERY_FUNCTION = ['length', 'name', 'prototype', 'arguments', 'caller'];

/**
 * For esbuild: where a library requires one of these packages, it gets the package's names, and the package itself, in
 * the version that is that library's, is loaded from node_modules when one of them is used first.
 *
 * @param folder absolute: where the file will be that esbuild writes.
 * @param root absolute: where node_modules is.
 */
export function loadedLater(packages: readonly string[], folder: string, root = process.cwd()): Plugin {
  return {
    name: NAMESPACE,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^/]/ }, ({ path, namespace, kind, resolveDir }) => {
        if (namespace === NAMESPACE) return { path, external: true };
        if (kind !== 'require-call' || !packages.includes(path)) return undefined;
        return { path: createRequire(join(resolveDir, 'index.js')).resolve(path), namespace: NAMESPACE };
      });
      onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: standIn(join(relative(folder, root), insideOf(path)), createRequire(__filename)(path)),
        resolveDir: folder,
      }));
    },
  };
}

/** `node_modules/…`, also where node_modules is a link to another place. */
function insideOf(file: string): string {
  return file.slice(file.indexOf(MODULES) + 1);
}

/** A module with the names of the real one, each of which loads that. */
function standIn(file: string, actual: object): string {
  const names = Object.getOwnPropertyNames(actual).filter((name) => name !== '__esModule');
  const isFunction = typeof actual === 'function';
  const own = isFunction ? names.filter((name) => !OF_EVERY_FUNCTION.includes(name)) : names;
  return `
let loaded;
const load = () => (loaded ??= require(${JSON.stringify(file)}));
${isFunction ? CALLABLE : ''}
${'__esModule' in actual ? `Object.defineProperty(module.exports, '__esModule', { value: true });` : ''}
for (const name of ${JSON.stringify(own)})
  Object.defineProperty(module.exports, name, { enumerable: true, configurable: true, get: () => load()[name] });
`;
}

const CALLABLE = `module.exports = function (...given) {
  return new.target ? Reflect.construct(load(), given) : Reflect.apply(load(), this, given);
};`;
