import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

/** Pictures go to docs/pictures with `npm run pictures`, else to a temporary folder: a test run changes no file. */
const folder = process.env['PICTURES']
  ? resolve(__dirname, '../..', process.env['PICTURES'])
  : mkdtempSync(join(tmpdir(), 'secretbot-pictures-'));

/** One person's browser window on the sandbox's Teams. */
export class TeamsPage {
  /** What went wrong in the page: a test with any is red. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly theme: 'light' | 'dark',
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, address: string, theme: 'light' | 'dark'): Promise<TeamsPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: theme });
    const teams = new TeamsPage(await context.newPage(), theme);
    await teams.page.goto(address);
    await teams.page.getByTestId('conversation').first().waitFor();
    return teams;
  }

  async goTo(conversation: string): Promise<void> {
    await this.page.getByTestId('conversation').filter({ hasText: conversation }).first().click();
  }

  async say(text: string): Promise<void> {
    await this.page.getByTestId('compose').fill(text);
    await this.page.getByTestId('compose').press('Enter');
  }

  /** The newest message that holds the words, as soon as it is there. */
  async message(words: string): Promise<Locator> {
    const message = this.page.getByTestId('message').filter({ hasText: words }).last();
    await message.waitFor();
    return message;
  }

  async press(inside: Locator, button: string): Promise<void> {
    await inside.getByRole('button', { name: button, exact: true }).click();
  }

  /** Types into a typeahead and takes the first choice that holds the words. */
  async choose(inside: Locator, typed: string, choice: string): Promise<void> {
    await inside.getByRole('combobox').fill(typed);
    await this.page.getByRole('option', { name: choice }).first().click();
  }

  get dialog(): Locator {
    return this.page.getByTestId('dialog');
  }

  /** Takes a picture of the window once everything has come to rest. */
  async picture(name: string): Promise<void> {
    mkdirSync(folder, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready);
    await this.page.screenshot({ path: join(folder, `${name}-${this.theme}.png`), animations: 'disabled' });
  }
}
