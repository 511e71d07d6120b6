import type { Browser } from 'playwright-core';
import { listenForPage, type PageListener } from '../../sandbox/pageListener';
import { describeInBrowser, launchBrowser } from '../support/chromium';
import { scenario } from '../support/scenario';
import { sharedSecret } from '../support/sharedSecret';
import { TeamsPage } from './teamsPage';

/** Who asks, the owner, and a second approver, each in a browser window of their own. */
describeInBrowser('sharing a secret in the browser', () => {
  const world = scenario();
  let browser: Browser;
  let server: PageListener;
  let lee: TeamsPage;
  let megan: TeamsPage;
  let nora: TeamsPage;

  beforeAll(async () => {
    server = await listenForPage(world.sandbox.teams.page, 0);
    browser = await launchBrowser();
    const address = (key: string): string => `http://127.0.0.1:${server.port}/?as=${key}`;
    lee = await TeamsPage.open(browser, address('lee'), 'light');
    megan = await TeamsPage.open(browser, address('megan'), 'dark');
    nora = await TeamsPage.open(browser, address('nora'), 'light');
    await sharedSecret(world, { name: 'CI deploy', location: 'restricted' });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    for (const page of [lee, megan, nora]) expect(page?.complaints).toEqual([]);
  });

  it('finds a shared secret in a group chat and asks for access, where nobody else sees it', async () => {
    for (const page of [lee, megan]) await page.goTo('Release crew');
    await lee.say('@SecretBot list shared');
    const list = await lee.message('Shared secrets');
    await lee.picture('share-1-list');
    await lee.press(list, 'Request access');
    const form = await lee.message('Request access to CI deploy');
    await lee.press(form, 'Send request');
    await lee.page.getByText('Say why, in a few words.').waitFor();
    await form.getByLabel('Why you need it').fill('The release is stuck, and I look after the pipeline this week');
    await lee.picture('share-2-request');
    await lee.press(form, 'Send request');
    await lee.message('Your request waits for a decision');
    await lee.picture('share-3-waits');
    expect(await megan.page.getByText('The release is stuck').count()).toBe(0);
  });

  it('asks both people who decide in their own chats; the first yes waits for the second', async () => {
    await megan.goTo('SecretBot');
    await nora.goTo('SecretBot');
    const hers = await megan.message('Lee Tanaka asks for access');
    await megan.picture('share-4-approval');
    await megan.press(hers, 'Approve');
    await megan.message('It still waits for somebody else');
    await megan.picture('share-5-one-of-two');
    const second = await nora.message('Lee Tanaka asks for access');
    await second.getByText('Megan Osei').first().waitFor();
    await nora.picture('share-6-second-approver');
    await nora.press(second, 'Approve');
    await nora.message('Approved');
    await nora.picture('share-7-approved');
    await megan.message('Nora Lindqvist');
    await megan.message('Approved');
    expect(await megan.page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
    await megan.picture('share-7-approved');
  });

  it('tells the requester, and opens the value once', async () => {
    await lee.message('approved your request');
    const carrier = await lee.message('You have access');
    await lee.picture('share-8-access');
    await lee.press(carrier, 'Reveal');
    await lee.dialog.getByText('You can see it once').waitFor();
    await lee.press(lee.dialog, 'Show value');
    const field = lee.dialog.getByLabel(/^This is the secret/);
    expect(await field.inputValue()).toContain(world.sandbox.world.secretMarker);
    await field.fill('(covered in this picture)');
    await lee.picture('share-9-value');
    await lee.press(lee.dialog, 'Submit');
    await lee.message('and stored');
    await lee.picture('share-10-stored');
  });

  it('shows the owner who has access and who has seen it, and lets them end it', async () => {
    await megan.say('show CI deploy');
    const shown = await megan.message('Access now');
    await megan.picture('share-11-show');
    await megan.press(shown, 'Revoke');
    await megan.message('Access ended');
    await megan.message('Lee Tanaka knows the value');
    await megan.picture('share-12-revoked');
    await lee.goTo('SecretBot');
    await lee.message('ended your access');
    await lee.picture('share-12-revoked');
  });

  it('shows what waits and what was asked', async () => {
    await lee.say('request CI deploy for 2h because the release is stuck again');
    await lee.message('Your request waits for a decision');
    await megan.say('requests');
    await megan.message('Waiting for you');
    await megan.picture('share-13-requests');
    await lee.say('requests');
    await lee.message('You asked for');
    await lee.picture('share-13-requests');
  });

  it('changes the settings: a change that gives access to oneself waits, everything else is done at once', async () => {
    await megan.say('share CI deploy');
    const form = await megan.message('Sharing and owner of CI deploy');
    await form.getByRole('checkbox').nth(1).check();
    await form.getByLabel('Reason, if others must approve').fill('I rotate it by hand');
    await megan.picture('share-14-settings');
    await megan.press(form, 'Save');
    await megan.message('Your request waits for a decision');
    await nora.message('Megan Osei asks to change a secret');
    await nora.picture('share-15-settings-approval');
    await megan.say('share CI deploy');
    const again = await megan.message('A change of yours waits for a decision');
    await again.getByRole('checkbox').first().uncheck();
    await megan.press(again, 'Save');
    await megan.message('Saved');
    await megan.picture('share-16-saved');
    await lee.message('Sharing was switched off');
    await lee.picture('share-17-cancelled');
  });

  it('stops everything and lets it go on', async () => {
    await nora.say('freeze because a laptop was lost');
    await nora.message('Everything is stopped');
    await nora.picture('share-18-frozen');
    await lee.say('create');
    await lee.message('Everything is stopped for now');
    await lee.picture('share-19-refused-frozen');
    await nora.say('thaw');
    await nora.message('Everything goes on');
  });
});
