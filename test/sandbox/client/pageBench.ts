import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../support/chromium';
import { runDemoBot } from '../teams/demoBot';
import { startTeamsBench, type TeamsBench } from '../teams/teamsBench';

const WINDOW = { width: 1280, height: 800 };

/** The page in a browser, with the demo bot behind it. */
export interface PageBench {
  /** The world of the test, new for each. */
  readonly bench: TeamsBench;
  /** Address of the page, the same for all tests of a file. */
  readonly url: string;
  /** What the browser complains about; fails the test. */
  readonly problems: string[];
  readonly context: BrowserContext;
  /** This person's window, as if it were new. */
  open(key: string): Promise<Page>;
  /** Types a message and sends it with Enter. */
  send(page: Page, text: string): Promise<void>;
  /** The personal chat of somebody with the bot; Alex's when nobody is named. */
  personal(key?: string): string;
  /** Value of the newest activity that reached the bot. */
  lastValue(): unknown;
}

/**
 * One browser for the tests of a file, with a world of its own for each test. A person's window is kept, emptied and led
 * to the page again: to start a browser and to load the page's scripts anew takes longer than most tests.
 */
export function pageBench(): PageBench {
  let browser: Browser;
  let context: BrowserContext;
  let bench: TeamsBench;
  const windows = new Map<string, Page>();
  const problems: string[] = [];
  const front = http.createServer((request, response) => bench.teams.page(request, response));
  const url = (): string => `http://127.0.0.1:${(front.address() as AddressInfo).port}`;

  beforeAll(async () => {
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: WINDOW, colorScheme: 'light' });
    context.setDefaultTimeout(10_000);
  });
  afterAll(async () => {
    await browser.close();
    front.closeAllConnections();
    await new Promise((resolve) => front.close(resolve));
  });

  beforeEach(async () => {
    bench = await startTeamsBench();
    runDemoBot(bench);
    await bench.teams.installEverywhere();
    bench.received.length = 0;
    problems.length = 0;
  });
  afterEach(async () => {
    for (const window of windows.values()) await empty(window);
    await bench.stop();
    expect(problems).toEqual([]);
  });

  async function windowOf(key: string): Promise<Page> {
    const known = windows.get(key);
    if (known) return known;
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
    windows.set(key, page);
    return page;
  }

  return {
    problems,
    get bench() {
      return bench;
    },
    get url() {
      return url();
    },
    get context() {
      return context;
    },
    open: async (key) => {
      const page = await windowOf(key);
      await page.goto(`${url()}/?as=${key}`);
      await page.getByTestId('compose').waitFor();
      return page;
    },
    send: async (page, text) => {
      await page.getByTestId('compose').fill(text);
      await page.keyboard.press('Enter');
    },
    personal: (key = 'alex') => bench.teams.simulator.personalChat(key),
    lastValue: () => bench.received.at(-1)?.value,
  };
}

/** Leaves the page, and nothing of what it kept in the browser. */
async function empty(window: Page): Promise<void> {
  if (window.url() !== 'about:blank') {
    await window.evaluate(() => localStorage.clear());
    await window.goto('about:blank');
  }
  await window.setViewportSize(WINDOW);
}
