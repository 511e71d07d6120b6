import { readFileSync } from 'node:fs';
import type Axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Card } from '../../src/cards/renderCard';
import { wordsFor } from '../../src/messages/catalogue';
import { bonesOf } from '../cards/cardParts';
import { everyCard } from '../cards/everyCard';
import { startTeamsBench } from '../sandbox/teams/teamsBench';
import { describeInBrowser, launchBrowser } from '../support/chromium';
import { TeamsPage } from './teamsPage';

/** What WCAG 2.2 asks on levels A and AA, and what axe thinks good beyond that, inside cards. */
const everything: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const colours: RunOptions = { runOnly: ['color-contrast'] };
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
interface Shown {
  readonly name: string;
  readonly content: Card;
}

/** As many as a chat shows without becoming slow. */
const BATCH = 40;

/** One of each build: other words and other data make no difference to axe, and neither does the language. */
const cards: readonly Shown[] = [
  ...new Map(
    everyCard().map(({ card, state, make }) => {
      // Without its refresh: there is no bot behind these cards to ask.
      const content: Card = { ...make(wordsFor('en-US')), refresh: undefined };
      const build = JSON.stringify(bonesOf(content), (key, value: unknown) => (key === 'data' ? undefined : value));
      return [build, { name: `${card}, ${state}`, content }];
    }),
  ).values(),
];
const batches = Array.from({ length: Math.ceil(cards.length / BATCH) }, (_, index) =>
  cards.slice(index * BATCH, (index + 1) * BATCH),
);

/** Every card of the tests as the sandbox's page draws it, judged by axe. */
describeInBrowser('accessibility in the browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  it.each(batches.map((batch, index) => ({ batch, of: `${index + 1} of ${batches.length}` })))(
    'axe finds nothing wrong with cards, light and dark, batch $of',
    async ({ batch }) => expect(await faultsOf(browser, batch)).toEqual([]),
    120_000,
  );

  it('axe sees what is wrong with a card: words too pale for either theme, and a field without a label', async () => {
    const body = [
      { type: 'TextBlock', text: 'pale in light', color: 'Light', style: 'heading', wrap: true },
      { type: 'TextBlock', text: 'pale in dark', color: 'Dark', wrap: true },
      { type: 'Input.Text', id: 'nameless' },
    ];
    const wrong = { name: 'wrong', content: { type: 'AdaptiveCard', version: '1.5', speak: 'Wrong.', body } };
    const found = await faultsOf(browser, [wrong]);
    expect(found.map((fault) => fault.split(': ').slice(0, 3).join(': ')).sort()).toEqual([
      'dark: wrong: color-contrast',
      'light: wrong: color-contrast',
      'light: wrong: label',
    ]);
  }, 60_000);
});

/** Shows the cards in a chat, and asks axe about them in the light theme, then about their colours in the dark one. */
async function faultsOf(browser: Browser, batch: readonly Shown[]): Promise<readonly string[]> {
  const bench = await startTeamsBench();
  try {
    await bench.teams.installEverywhere();
    const path = `conversations/${encodeURIComponent(bench.teams.simulator.personalChat('alex'))}/activities`;
    for (const { content } of batch) {
      const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
      const { status } = await bench.call('POST', path, { type: 'message', attachments });
      expect(status).toBe(201);
    }
    const { page } = await TeamsPage.open(browser, `${bench.pageUrl}/?as=alex`, 'light');
    await page.evaluate(axe);
    await drawn(page, batch.length);
    const light = await judged(page, batch, everything);
    await page.evaluate(() => {
      for (const place of document.querySelectorAll('.card-place')) place.replaceChildren();
    });
    await page.emulateMedia({ colorScheme: 'dark' });
    await drawn(page, batch.length);
    const dark = await judged(page, batch, colours);
    await page.context().close();
    return [...light.map((fault) => `light: ${fault}`), ...dark.map((fault) => `dark: ${fault}`)];
  } finally {
    await bench.stop();
  }
}

async function drawn(page: Page, count: number): Promise<void> {
  const shown = (wanted: number) => document.querySelectorAll('.card-place > .ac-adaptiveCard').length === wanted;
  await page.waitForFunction(shown, count);
}

/** What axe finds, with the name of the card; what it cannot tell counts as found. */
async function judged(page: Page, batch: readonly Shown[], options: RunOptions): Promise<readonly string[]> {
  const { violations, incomplete } = await page.evaluate<AxeResults, RunOptions>(
    (chosen) => (globalThis as unknown as { axe: typeof Axe }).axe.run({ include: [['.card-place']] }, chosen),
    { ...options, resultTypes: ['violations', 'incomplete'] },
  );
  const found = [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '', html }) => ({ id, selector: String(target[0]), failureSummary, html })),
  );
  const places = await page.evaluate(
    (selectors) =>
      selectors.map((selector) => {
        const place = document.querySelector(selector)?.closest('.card-place');
        return place ? [...document.querySelectorAll('.card-place')].indexOf(place) : -1;
      }),
    found.map(({ selector }) => selector),
  );
  return found.map(
    ({ id, html, failureSummary }, index) =>
      `${batch[places[index] ?? -1]?.name}: ${id}: ${html.slice(0, 300)} ${failureSummary}`,
  );
}
