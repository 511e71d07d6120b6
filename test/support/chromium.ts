import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Nothing but what the tests ask for: no updates, no sync, no extensions. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = process.env['CHROMIUM'] ?? places.find((place) => existsSync(place));

/** `describe` where there is a browser; else the tests are skipped and their name says why. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath === undefined) {
    describe.skip(`${name} (SKIPPED: there is no Chromium here, install it or set CHROMIUM to its path)`, tests);
  } else {
    describe(name, tests);
  }
}

/** Starts Chromium without a window, with a new profile. */
export async function launchBrowser(...more: readonly string[]): Promise<Browser> {
  return chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: [...flags, ...more] });
}
