import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from '../../support/chromium';
import { applicationCard, carrierCard, detailsCard, runDemoBot, sendCard } from './demoBot';
import { startTeamsBench, type TeamsBench } from './teamsBench';

const cardType = 'application/vnd.microsoft.card.adaptive';

describeInBrowser('the page', () => {
  let browser: Browser;
  let bench: TeamsBench;
  let contexts: BrowserContext[];
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    bench = await startTeamsBench();
    runDemoBot(bench);
    await bench.teams.installEverywhere();
    bench.received.length = 0;
    contexts = [];
    problems.length = 0;
  });

  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await bench.stop();
    expect(problems).toEqual([]);
  });

  /** A new window of this person; what the browser complains about fails the test. */
  async function open(key: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
    await page.goto(`${bench.pageUrl}/?as=${key}`);
    await page.getByTestId('compose').waitFor();
    return page;
  }

  async function send(page: Page, text: string): Promise<void> {
    await page.getByTestId('compose').fill(text);
    await page.keyboard.press('Enter');
  }

  const personal = (key = 'alex'): string => bench.teams.simulator.personalChat(key);
  const lastValue = (): unknown => bench.received.at(-1)?.value;

  it('sends with Enter and shows the answer', async () => {
    const page = await open('alex');
    await send(page, 'hello');
    await page.getByTestId('message').filter({ hasText: 'You said hello.' }).waitFor();
    expect(await page.getByTestId('pending-message').count()).toBe(0);
    expect(await page.getByTestId('compose').inputValue()).toBe('');
  });

  it('suggests whom to mention, by keyboard', async () => {
    const page = await open('alex');
    await page.getByRole('button', { name: 'Release crew' }).click();
    await page.getByTestId('compose').pressSequentially('@sec');
    await page.getByRole('option', { name: 'SecretBot' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('create');
    await page.keyboard.press('Enter');
    await page.getByTestId('messages').getByText('Only you can see this message').waitFor();
    expect(bench.received[0]).toMatchObject({ text: '<at>SecretBot</at> create' });
  });

  it('shows a conversation to all its members, a targeted message to one', async () => {
    const [alex, megan] = await Promise.all([open('alex'), open('megan')]);
    for (const page of [alex, megan]) {
      await page.getByRole('button', { name: 'Release crew' }).click();
    }
    await send(alex, '@SecretBot create');
    await alex.getByText('Only you can see this message').waitFor();
    await megan.getByTestId('message').filter({ hasText: 'SecretBot create' }).waitFor();
    expect(await megan.getByTestId('message').count()).toBe(1);
    expect(await megan.getByTestId('card').count()).toBe(0);
  });

  it('submits the value of a typeahead choice, never its title', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), applicationCard());
    const application = page.getByRole('combobox', { name: 'Application' });
    await application.fill('pay');
    await page.getByRole('option', { name: 'Payroll API' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Client Secret Owner' }).fill('os');
    await page.getByRole('option', { name: 'Megan Osei' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('messages').getByText('Client Secret Details').waitFor();
    expect(lastValue()).toMatchObject({
      action: {
        verb: 'demo/next',
        data: { nonce: 'n1', application: 'id-of-payroll-api', owner: bench.world.person('megan').objectId },
      },
      trigger: 'manual',
    });
  });

  it('counts a text that is no choice as no choice, and leaves it in sight', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), applicationCard());
    const application = page.getByRole('combobox', { name: 'Application' });
    await application.fill('nonsense');
    await page.getByText('No matches').waitFor();
    await page.keyboard.press('Tab');
    expect(await application.inputValue()).toBe('nonsense');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('messages').getByText('Choose an application.').waitFor();
    expect(lastValue()).not.toHaveProperty('action.data.application');
  });

  it('takes a choice back when other text is typed over it', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), applicationCard());
    const application = page.getByRole('combobox', { name: 'Application' });
    await application.fill('pay');
    await page.getByRole('option', { name: 'Payroll API' }).click();
    await page.keyboard.press('Tab');
    expect(await application.inputValue()).toBe('Payroll API');
    await application.fill('somebody else');
    await page.getByText('No matches').waitFor();
    await page.keyboard.press('Tab');
    expect(await application.inputValue()).toBe('somebody else');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('messages').getByText('Choose an application.').waitFor();
    expect(lastValue()).not.toHaveProperty('action.data.application');
  });

  it('takes a text that names one choice as that choice', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), applicationCard());
    await page.getByRole('combobox', { name: 'Application' }).fill('payroll api');
    await page.getByRole('option', { name: 'Payroll API' }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('messages').getByText('Client Secret Details').waitFor();
    expect(lastValue()).toHaveProperty('action.data.application', 'id-of-payroll-api');
  });

  it('shows what sets choices apart below their names, on one line', async () => {
    const page = await open('alex');
    const detail = 'a-very-long-detail-'.repeat(8);
    const choices = [{ title: `Payroll API (old) (${detail})`, value: 'one' }];
    const input = { type: 'Input.ChoiceSet', id: 'a', label: 'Application', style: 'filtered', choices };
    await sendCard(bench, personal(), { type: 'AdaptiveCard', version: '1.5', body: [input] });
    await page.getByRole('combobox', { name: 'Application' }).click();
    const option = page.getByRole('option', { name: 'Payroll API (old)' });
    expect(await option.locator('small').textContent()).toBe(detail);
    expect((await option.locator('small').boundingBox())?.height).toBeLessThan(20);
    await option.click();
    expect(await page.getByRole('combobox', { name: 'Application' }).inputValue()).toBe(choices[0]?.title);
  });

  it('sends every kind of input, and none where the button says so', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), detailsCard());
    await page.getByLabel('Secret Name').fill('CI deploy');
    await page.getByLabel('Select a Location').selectOption('dev');
    await page.getByRole('checkbox', { name: 'Vault this credential' }).check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('toast').filter({ hasText: 'Saved.' }).waitFor();
    expect(lastValue()).toMatchObject({
      action: {
        data: { name: 'CI deploy', location: 'dev', expiration: '2027-06-30', vault: 'true', share: 'false' },
      },
    });
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('combobox', { name: 'Application' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByTestId('messages').getByText('Nothing was created').waitFor();
    expect(lastValue()).toHaveProperty('action.data', { nonce: 'n1' });
  });

  it('keeps what is typed when the theme changes', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), detailsCard());
    await page.getByLabel('Secret Name').fill('half a na');
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.getByRole('checkbox', { name: 'Vault this credential' }).check();
    expect(await page.getByLabel('Secret Name').inputValue()).toBe('half a na');
  });

  it('says that the app cannot be reached, beside the card, and lets one try again', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), detailsCard());
    await page.getByRole('button', { name: 'Fail' }).click();
    await page.getByRole('alert').filter({ hasText: 'Unable to reach app. Please try again.' }).waitFor();
    problems.length = 0;
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('toast').filter({ hasText: 'Saved.' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('opens a dialog with the focus inside, turns its page and gives the focus back on Escape', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), carrierCard());
    await page.getByRole('button', { name: 'Reveal' }).click();
    const dialog = page.getByRole('dialog', { name: 'Reveal the value' });
    await dialog.getByRole('button', { name: 'Show value' }).click();
    const value = dialog.getByLabel('VALUE (this is the secret, not the Secret ID)');
    expect(await value.inputValue()).toBe('not-a-real-value');
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => document.activeElement?.closest('.messages, .compose, .rail') !== null);
      expect(outside).toBe(false);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Reveal');
  });

  it('never sends the value back with the closing Submit', async () => {
    const page = await open('alex');
    await sendCard(bench, personal(), carrierCard());
    await page.getByRole('button', { name: 'Reveal' }).click();
    await page.getByRole('button', { name: 'Show value' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(lastValue()).toMatchObject({ data: { verb: 'demo/stored' } });
    expect(JSON.stringify(lastValue())).not.toContain('not-a-real-value');
  });

  it('shows markup as text and markdown as markdown', async () => {
    const page = await open('alex');
    const content = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [
        {
          type: 'TextBlock',
          wrap: true,
          text: '**bold** <img src=x onerror=alert(1)> \\[no\\]\\(http://x.example\\) \\# a',
        },
      ],
    };
    await sendCard(bench, personal(), content);
    const card = page.getByTestId('card');
    await card.getByText('bold').waitFor();
    expect(await card.locator('strong').textContent()).toBe('bold');
    expect(await card.locator('img, a').count()).toBe(0);
    expect(await card.textContent()).toBe('bold <img src=x onerror=alert(1)> [no](http://x.example) # a');
  });

  it('shows as mentions in a card only those that the card names', async () => {
    const page = await open('alex');
    const { teamsId, displayName: name } = bench.world.person('megan');
    const text = `<at>hi</at> **<at>${name}</at>**, <at>${name}</at>!`;
    const entities = [{ type: 'mention', text: `<at>${name}</at>`, mentioned: { id: teamsId, name } }];
    const body = [{ type: 'TextBlock', wrap: true, text }];
    await sendCard(bench, personal(), { type: 'AdaptiveCard', version: '1.5', body });
    await sendCard(bench, personal(), { type: 'AdaptiveCard', version: '1.5', body, msteams: { entities } });
    const [unnamed, named] = [page.getByTestId('card').first(), page.getByTestId('card').nth(1)];
    await named.getByText('<at>hi</at>').waitFor();
    expect(await unnamed.textContent()).toBe(`<at>hi</at> <at>${name}</at>, <at>${name}</at>!`);
    expect(await unnamed.locator('.mention').count()).toBe(0);
    expect(await named.textContent()).toBe(`<at>hi</at> ${name}, ${name}!`);
    expect(await named.locator('.mention').allTextContents()).toEqual([name, name]);
  });

  it('follows edits and deletions', async () => {
    const page = await open('alex');
    const id = await sendCard(bench, personal(), carrierCard());
    await page.getByTestId('messages').getByText('ready').waitFor();
    const path = `conversations/${encodeURIComponent(personal())}/activities/${id}`;
    const attachments = [{ contentType: cardType, content: carrierCard('shown') }];
    await bench.call('PUT', path, { type: 'message', attachments });
    await page.getByTestId('messages').getByText('shown').waitFor();
    await page.getByTestId('message').getByText('Edited').waitFor();
    await bench.call('DELETE', path);
    await page.getByTestId('message').waitFor({ state: 'detached' });
  });

  it('keeps the newest message in sight, however fast messages come, and leaves a reader alone', async () => {
    const page = await open('alex');
    await Promise.all(Array.from({ length: 6 }, () => sendCard(bench, personal(), carrierCard())));
    await send(page, 'last');
    const inSight = (text: string): Promise<unknown> =>
      page.waitForFunction((wanted) => {
        const message = [...document.querySelectorAll('[data-testid=message]')].at(-1);
        const list = document.querySelector('.messages')?.getBoundingClientRect();
        const place = message?.getBoundingClientRect();
        const shown = place && list && place.top >= list.top && place.bottom <= list.bottom;
        return message?.textContent?.includes(wanted) && shown;
      }, text);
    await inSight('You said last.');
    await page.getByTestId('messages').hover();
    await page.mouse.wheel(0, -1_500);
    await page.waitForFunction(() => document.querySelector('.messages')?.scrollTop === 0);
    await sendCard(bench, personal(), carrierCard('late'));
    await page.getByTestId('messages').getByText('late').waitFor();
    expect(await page.evaluate(() => document.querySelector('.messages')?.scrollTop)).toBe(0);
  });

  it('scrolls inside its frame only, however many messages there are', async () => {
    for (let count = 1; count <= 20; count += 1) {
      await bench.teams.simulator.say('alex', personal(), `line ${count}`);
    }
    const page = await open('alex');
    await page.getByTestId('messages').getByText('You said line 20.').waitFor();
    expect(await page.getByTestId('message').and(page.locator('[data-from=alex]')).count()).toBe(20);
    const { beyond, scrolled, inside } = await page.evaluate(() => {
      scrollTo(0, 5_000);
      const list = document.querySelector('.messages');
      return {
        beyond: document.documentElement.scrollHeight - innerHeight,
        scrolled: Math.max(scrollY, document.body.scrollTop),
        inside: (list?.scrollHeight ?? 0) - (list?.clientHeight ?? 0),
      };
    });
    expect({ beyond, scrolled }).toEqual({ beyond: 0, scrolled: 0 });
    expect(inside).toBeGreaterThan(0);
  });

  it('closes the sandbox panel when somebody goes back to the chats', async () => {
    const page = await open('alex');
    const chat = page.getByRole('button', { name: 'Chat', exact: true });
    await page.getByRole('button', { name: 'Sandbox' }).click();
    await page.getByTestId('sandbox-panel').waitFor();
    expect(await chat.getAttribute('aria-pressed')).toBe('false');
    await chat.click();
    await page.getByTestId('sandbox-panel').waitFor({ state: 'detached' });
    expect(await chat.getAttribute('aria-pressed')).toBe('true');
  });

  it('lets people change and delete their own messages', async () => {
    const page = await open('alex');
    await send(page, 'helo');
    const mine = page.getByTestId('message').and(page.locator('[data-from=alex]'));
    await mine.getByRole('button', { name: 'Edit this message' }).click();
    await page.getByLabel('Edit the message').fill('hello');
    await page.keyboard.press('Enter');
    await mine.getByText('Edited').waitFor();
    await mine.getByRole('button', { name: 'Delete this message' }).click();
    await mine.getByText('This message has been deleted.').waitFor();
    expect(bench.received.map(({ type }) => type)).toEqual(['message', 'messageUpdate', 'messageDelete']);
  });

  it('answers in the thread of a post', async () => {
    const page = await open('alex');
    await page.getByRole('button', { name: 'Deployments' }).click();
    await send(page, '@SecretBot hello');
    const post = page.getByTestId('post');
    await post.getByText('You said').waitFor();
    await post.getByRole('button', { name: 'Reply' }).click();
    await page.getByTestId('reply').fill('@SecretBot again');
    await page.keyboard.press('Enter');
    await post.getByText('You said SecretBot again.').waitFor();
    expect(await page.getByTestId('post').count()).toBe(1);
    expect(new Set(bench.received.map(({ conversation }) => conversation.id)).size).toBe(1);
  });

  it('announces what happens in other conversations', async () => {
    const [alex, megan] = await Promise.all([open('alex'), open('megan')]);
    await alex.getByRole('button', { name: 'Release crew' }).click();
    await send(alex, 'anybody there?');
    await megan.getByTestId('toast').getByText('New message from Alex Rivera in Release crew').click();
    await megan.getByTestId('message').filter({ hasText: 'anybody there?' }).waitFor();
    await megan.getByRole('button', { name: 'Release crew' }).and(megan.locator('[aria-current=page]')).waitFor();
  });

  it('refreshes a card for the people it names, once', async () => {
    const { teamsId } = bench.world.person('alex');
    const refresh = { action: { type: 'Action.Execute', verb: 'demo/back', data: {} }, userIds: [teamsId] };
    await sendCard(bench, bench.teams.simulator.groupChat(), { ...carrierCard(), refresh });
    const [alex, megan] = await Promise.all([open('alex'), open('megan')]);
    for (const page of [alex, megan]) {
      await page.getByRole('button', { name: 'Release crew' }).click();
    }
    await alex.getByRole('combobox', { name: 'Application' }).waitFor();
    await megan.getByRole('button', { name: 'Reveal' }).waitFor();
    expect(bench.received).toHaveLength(1);
    expect(lastValue()).toMatchObject({ trigger: 'automatic' });
  });

  it('switches faults, skips time and looks behind the scenes without values', async () => {
    const page = await open('alex');
    await page.getByRole('button', { name: 'Sandbox' }).click();
    const panel = page.getByTestId('sandbox-panel');
    await panel.getByRole('switch', { name: 'Everything reaches the bot twice' }).check();
    await panel.getByRole('button', { name: 'Skip 15 minutes' }).click();
    await panel.getByText('(15 min ahead)').waitFor();
    expect(bench.world.faults.list().map(({ id }) => id)).toEqual(['delivery-twice']);
    expect(bench.world.clock.offsetMilliseconds).toBe(15 * 60_000);
    await panel.getByText('Payroll API').click();
    await panel.getByTestId('credential').filter({ hasText: 'Terraform' }).waitFor();
  });

  it('installs the app anew in the open conversation', async () => {
    const page = await open('alex');
    await page.getByRole('button', { name: 'Sandbox' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('App · SecretBot is not installed here').waitFor();
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page.getByText('SecretBot is installed in your personal chat.').waitFor();
    expect(bench.received.map((activity) => activity['action']).filter(Boolean)).toEqual(['remove', 'add']);
  });

  it('shows the list or the conversation on a narrow screen', async () => {
    const page = await open('alex');
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.getByRole('button', { name: 'Release crew' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('button', { name: 'Release crew' }).click();
    await page.getByTestId('compose').waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
  });

  it('says who it can be when it is asked for a stranger', async () => {
    const page = await browser.newPage();
    await page.goto(`${bench.pageUrl}/?as=gus`);
    await page.getByText('Nobody here is called "gus". Try alex, megan, lee, nora, priya.').waitFor();
    await page.close();
  });
});
