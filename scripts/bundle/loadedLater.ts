import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'loaded-later';
const MODULES = '/node_modules/';
/** What every function has of its own. */
const OF_EVERY_FUNCTION = ['length', 'name', 'prototype', 'arguments', 'caller'];

/**
 * For esbuild: where a library requires one of these packages or files, it gets the names in it, and what it is itself,
 * in the version that is that library's, is loaded from node_modules when one of them is used first.
 *
 * @param wanted `package`, or `package/file` without its ending, as it is below node_modules.
 * @param folder absolute: where the file will be that esbuild writes.
 * @param root absolute: where node_modules is.
 */
export function loadedLater(wanted: readonly string[], folder: string, root = process.cwd()): Plugin {
  return {
    name: NAMESPACE,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^/]/ }, ({ path, namespace, kind, resolveDir }) => {
        if (namespace === NAMESPACE) return { path, external: true };
        if (kind !== 'require-call') return undefined;
        const isFile = path.startsWith('.');
        if (!isFile && !wanted.includes(path)) return undefined;
        const file = createRequire(join(resolveDir, 'index.js')).resolve(path);
        return isFile && !wanted.includes(nameOf(file)) ? undefined : { path: file, namespace: NAMESPACE };
      });
      onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: standIn(join(relative(folder, root), insideOf(path)), createRequire(__filename)(path)),
        resolveDir: folder,
      }));
    },
  };
}

/** An installed file's `node_modules/…`, also where node_modules is a link to another place. */
export function insideOf(file: string): string {
  return file.slice(file.indexOf(MODULES) + 1);
}

/** `package/file`, as it is asked for. */
function nameOf(file: string): string {
  return file.slice(file.lastIndexOf(MODULES) + MODULES.length).replace(/(\/index)?\.js$/, '');
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
