import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { projectRoot } from '../projectRoot';
import { PageError } from './pageRequest';

const packages = createRequire(join(projectRoot, 'package.json'));

/** The only files of node_modules that the page gets, each under its own name. */
const modules: Readonly<Record<string, readonly [name: string, file: string]>> = {
  'preact.js': ['preact', 'dist/preact.mjs'],
  'preactHooks.js': ['preact', 'hooks/dist/hooks.mjs'],
  'preactJsx.js': ['preact', 'jsx-runtime/dist/jsxRuntime.mjs'],
  'markdownIt.js': ['markdown-it', 'dist/browser/markdown-it.esm.min.mjs'],
  'adaptiveCards.js': ['adaptivecards', 'dist/adaptivecards.min.js'],
  'adaptiveCards.css': ['adaptivecards', 'dist/adaptivecards.css'],
  'teamsLight.json': ['adaptivecards-designer', 'lib/hostConfigs/microsoft-teams-light.json'],
  'teamsDark.json': ['adaptivecards-designer', 'lib/hostConfigs/microsoft-teams-dark.json'],
};

const importMap = JSON.stringify({
  imports: {
    preact: '/modules/preact.js',
    'preact/hooks': '/modules/preactHooks.js',
    'preact/jsx-runtime': '/modules/preactJsx.js',
    'markdown-it': '/modules/markdownIt.js',
  },
});

const policy = [
  "default-src 'self'",
  `script-src 'self' 'sha256-${createHash('sha256').update(importMap).digest('base64')}'`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Sends the page or one of its files. @throws PageError 404 for everything else */
export async function sendFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (pathname === '/') {
    const html = (await readFile(join(projectRoot, 'sandbox/client/index.html'), 'utf8')).replace('{}', importMap);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(html);
    return;
  }
  const file = fileOf(pathname);
  if (file === undefined || !existsSync(file)) {
    throw new PageError(404, `There is no ${pathname} here.`);
  }
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  response.end(await readFile(file));
}

function fileOf(pathname: string): string | undefined {
  const [, area, ...rest] = pathname.split('/');
  const path = rest.join('/');
  if (!/^[\w/-]+(\.[\w-]+)+$/.test(path)) {
    return undefined;
  }
  switch (area) {
    case 'client':
      return join(projectRoot, 'dist/sandbox/client', path);
    case 'styles':
      return join(projectRoot, 'sandbox/client/styles', path);
    case 'modules': {
      const [name, inside] = modules[path] ?? [];
      return name && inside ? join(dirname(packages.resolve(`${name}/package.json`)), inside) : undefined;
    }
    default:
      return undefined;
  }
}
