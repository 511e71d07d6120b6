import type { Browser } from 'playwright-core';
import { listenForPage, type PageListener } from '../../sandbox/pageListener';
import { describeInBrowser, launchBrowser } from '../support/chromium';
import { scenario } from '../support/scenario';
import { TeamsPage } from './teamsPage';

/** Two people in two browser windows, from the welcome to the deleted secret. */
describeInBrowser('the journey in the browser', () => {
  const world = scenario();
  let browser: Browser;
  let server: PageListener;
  let alex: TeamsPage;
  let megan: TeamsPage;

  beforeAll(async () => {
    server = await listenForPage(world.sandbox.teams.page, 0);
    browser = await launchBrowser();
    const address = (key: string): string => `http://127.0.0.1:${server.port}/?as=${key}`;
    alex = await TeamsPage.open(browser, address('alex'), 'light');
    megan = await TeamsPage.open(browser, address('megan'), 'dark');
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    expect(alex?.complaints).toEqual([]);
    expect(megan?.complaints).toEqual([]);
  });

  it('welcomes everybody in their own chat', async () => {
    await alex.message('I create client secrets for your applications');
    await alex.page.getByText('Begin with “create” or “help”').waitFor();
    await alex.picture('welcome');
    await megan.message('I create client secrets for your applications');
    await megan.picture('welcome');
  });

  it('walks through the wizard in a group chat, where nobody else sees it', async () => {
    await alex.goTo('Release crew');
    await megan.goTo('Release crew');
    await alex.say('@SecretBot create');
    const application = await alex.message('Which application is the secret for?');
    await alex.choose(application, 'Build', 'Build Pipeline');
    await alex.picture('create-1-application');
    await alex.press(application, 'Next');

    const details = await alex.message('Client Secret Details');
    const expiration = await details.getByLabel('Secret Expiration').inputValue();
    await details.getByLabel('Secret Description').fill('Deploys the release from the build pipeline');
    await details.getByLabel('Select a Location').selectOption('Production');
    await details.getByRole('checkbox').first().check();
    await details.getByRole('checkbox').nth(1).check();
    await details.getByLabel('Secret Name').fill('CI deploy');
    await alex.picture('create-2-details');
    await details.getByLabel('Secret Name').fill('');
    await details.getByLabel('Secret Expiration').fill('2031-01-01');
    await alex.press(details, 'Next');
    await alex.page.getByText('Give the secret a name.').waitFor();
    await alex.page.getByText('The chosen location allows').waitFor();
    await alex.picture('create-2-details-faults');
    await details.getByLabel('Secret Name').fill('CI deploy');
    await details.getByLabel('Secret Expiration').fill(expiration);
    await alex.press(details, 'Next');

    const owner = await alex.message('Client Secret Owner Details');
    await alex.choose(owner, 'Megan', 'Megan Osei');
    await alex.picture('create-3-owner');
    await alex.press(owner, 'Next');

    await alex.message('Is everything right?');
    await alex.picture('create-4-summary');
    expect(await megan.page.getByText('Is everything right?').count()).toBe(0);
    await megan.picture('create-4-what-others-see');
  });

  it('shows the value once, in a dialog', async () => {
    await alex.press(await alex.message('Is everything right?'), 'Submit');
    const carrier = await alex.message('Your secret is ready');
    await alex.message('Created');
    await alex.picture('fulfil-1-ready');
    await alex.press(carrier, 'Reveal');
    await alex.dialog.getByText('You can see it once').waitFor();
    await alex.picture('fulfil-2-before');
    await alex.press(alex.dialog, 'Show value');
    const field = alex.dialog.getByLabel(/^This is the secret/);
    expect(await field.inputValue()).toContain(world.sandbox.world.secretMarker);
    await field.fill('(covered in this picture)');
    await alex.picture('fulfil-3-value');
    await alex.press(alex.dialog, 'Submit');
    await alex.message('and stored');
    await alex.picture('fulfil-4-stored');
  });

  it('tells the other person what became theirs', async () => {
    await megan.goTo('SecretBot');
    await megan.message('A secret became yours');
    await megan.picture('became-yours');
  });

  it('lists, shows and deletes from the chat', async () => {
    await alex.goTo('SecretBot');
    await alex.say('list');
    await alex.message('Your secrets');
    expect(await alex.page.getByText('Begin with “create”').count()).toBe(0);
    await alex.picture('list');
    await alex.say('list app Payroll API');
    await alex.message('Not made by SecretBot');
    await alex.picture('list-app');
    await alex.say('show CI deploy');
    await alex.message('History');
    await alex.picture('show');
    await alex.say('delete CI deploy');
    const question = await alex.message('Delete CI deploy?');
    await question.getByLabel('Name of the secret').fill('CI deploy');
    await alex.picture('delete');
    await alex.press(question, 'Delete');
    await alex.message('CI deploy is deleted');
    expect(world.credentialsOn('Build Pipeline')).toEqual([]);
    await megan.message('A secret was deleted');
  });

  it('helps in the place where it is asked', async () => {
    await alex.say('help');
    const own = await alex.message('I remember your name');
    expect(await own.textContent()).not.toContain('Mention SecretBot');
    await alex.picture('help');
    await alex.goTo('Release crew');
    await alex.say('@SecretBot help');
    await alex.message('In our own chat you need no mention');
    await alex.picture('help-in-a-group');
    await alex.goTo('SecretBot');
  });

  it('speaks German to whoever uses Teams in German', async () => {
    world.sandbox.world.person('megan').locale = 'de-AT';
    await megan.say('hilfe');
    await megan.message('Was SecretBot kann');
    await megan.picture('help-german');
    await megan.say('erstellen HR Onboarding');
    const details = await megan.message('Angaben zum geheimen Clientschlüssel');
    expect(await details.textContent()).toContain('Schritt 1 von 3');
    await megan.picture('create-german');
    await megan.say('abbrechen');
    await megan.message('Abgebrochen');
    world.sandbox.world.person('megan').locale = 'en-US';
  });

  it('works with the keyboard alone', async () => {
    const { page } = alex;
    await page.getByTestId('compose').focus();
    await page.keyboard.type('create');
    await page.keyboard.press('Enter');
    const application = await alex.message('Which application is the secret for?');
    await application.getByRole('combobox').focus();
    await page.keyboard.type('Status');
    await page.getByRole('option', { name: 'Status Page' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 10; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Next') break;
    }
    await page.keyboard.press('Enter');
    const details = await alex.message('Client Secret Details');
    expect(await details.textContent()).toContain('Status Page');
    await alex.say('cancel');
    await alex.message('Cancelled');
  });

  it('shows refusals with their remedy', async () => {
    await alex.say('create Legacy Gateway');
    await alex.message('managed identity');
    await alex.picture('refused-by-policy');
    await alex.say('create Partner Exchange');
    await alex.message('may not manage Partner Exchange yet');
    await alex.picture('refused-not-an-owner');
  });
});
