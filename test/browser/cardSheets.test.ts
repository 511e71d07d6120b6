import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { wordsFor } from '../../src/messages/catalogue';
import type { CardCase } from '../cards/cases/cardCase';
import { everyCard } from '../cards/everyCard';
import { startTeamsBench } from '../sandbox/teams/teamsBench';
import { describeInBrowser, launchBrowser } from '../support/chromium';
import { TeamsPage } from './teamsPage';

const root = resolve(__dirname, '../..');
const kinds = [...new Set(everyCard().map(({ card }) => card))];

/** The sheets of docs/cards.md: each card in each state, as the sandbox's page draws it. Taken by `npm run pictures`. */
describe('docs/cards.md', () => {
  const text = readFileSync(resolve(root, 'docs/cards.md'), 'utf8');

  it.each(kinds)('shows every state of %s', (kind) => {
    expect(text).toContain(`](pictures/cards/${kind}.png)`);
    expect(existsSync(resolve(root, `docs/pictures/cards/${kind}.png`))).toBe(true);
  });

  it('shows nothing that is no card any more', () => {
    const shown = [...text.matchAll(/pictures\/cards\/(\w+)\.png/g)].map(([, kind]) => kind);
    expect(shown.filter((kind) => !kinds.includes(kind ?? ''))).toEqual([]);
  });
});

const describeSheets = process.env['PICTURES'] ? describeInBrowser : describe.skip;

describeSheets('the sheets of cards', () => {
  let browser: Browser;

  beforeAll(async () => {
    // Grey letters make much smaller files than those with coloured edges.
    browser = await launchBrowser('--disable-lcd-text');
  }, 60_000);
  afterAll(() => browser?.close());

  it.each(kinds)(
    'have every state of %s',
    async (kind) => {
      const states = everyCard().filter(({ card }) => card === kind);
      await withCards(browser, states, async (page) => {
        await layOut(
          page,
          states.map(({ state }) => state),
        );
        expect(await page.locator('#sheet figure .ac-adaptiveCard').count()).toBe(states.length);
        const path = resolve(root, process.env['PICTURES'] ?? '', `cards/${kind}.png`);
        await page.locator('#sheet').screenshot({ path });
      });
    },
    120_000,
  );
});

/** Shows the cards in a chat, with nobody behind them to ask. */
async function withCards(browser: Browser, cases: readonly CardCase[], look: (page: Page) => Promise<void>) {
  const bench = await startTeamsBench();
  try {
    await bench.teams.installEverywhere();
    const path = `conversations/${encodeURIComponent(bench.teams.simulator.personalChat('alex'))}/activities`;
    for (const { make } of cases) {
      const content = { ...make(wordsFor('en-US')), refresh: undefined };
      const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
      expect((await bench.call('POST', path, { type: 'message', attachments })).status).toBe(201);
    }
    const { page } = await TeamsPage.open(browser, `${bench.pageUrl}/?as=alex`, 'light');
    const isDrawn = (count: number) => document.querySelectorAll('.card-place > .ac-adaptiveCard').length === count;
    await page.waitForFunction(isDrawn, cases.length);
    await look(page);
    await page.context().close();
  } finally {
    await bench.stop();
  }
}

/** Puts the cards side by side, each under the name of its state, in place of the page. */
function layOut(page: Page, states: readonly string[]): Promise<void> {
  return page.evaluate((names) => {
    const sheet = document.createElement('div');
    sheet.id = 'sheet';
    sheet.style.cssText = 'columns: 3 380px; column-gap: 16px; width: 1240px; padding: 16px; background: #f5f5f5';
    const cards = [...document.querySelectorAll<HTMLElement>('.card:has(.card-place)')];
    for (const [index, card] of cards.entries()) {
      const figure = document.createElement('figure');
      figure.style.cssText = 'break-inside: avoid; margin: 0 0 16px';
      const caption = document.createElement('figcaption');
      caption.textContent = names[index] ?? '';
      caption.style.cssText = 'font: 12px sans-serif; color: #555; margin-bottom: 4px';
      figure.append(caption, card);
      sheet.append(figure);
    }
    document.body.style.overflow = 'visible';
    document.documentElement.style.overflow = 'visible';
    document.body.replaceChildren(sheet);
  }, states);
}
