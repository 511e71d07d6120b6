import { describeInBrowser } from '../../support/chromium';
import { carrierCard, detailsCard, sendCard } from '../teams/demoBot';
import { pageBench } from './pageBench';

describeInBrowser('cards on the page', () => {
  const at = pageBench();

  it('sends every kind of input, and none where the button says so', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), detailsCard());
    await page.getByLabel('Secret Name').fill('CI deploy');
    await page.getByLabel('Select a Location').selectOption('dev');
    await page.getByRole('checkbox', { name: 'Vault this credential' }).check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('toast').filter({ hasText: 'Saved.' }).waitFor();
    expect(at.lastValue()).toMatchObject({
      action: {
        data: { name: 'CI deploy', location: 'dev', expiration: '2027-06-30', vault: 'true', share: 'false' },
      },
    });
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('combobox', { name: 'Application' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByTestId('messages').getByText('Nothing was created').waitFor();
    expect(at.lastValue()).toHaveProperty('action.data', { nonce: 'n1' });
  });

  it('keeps what is typed when the theme changes', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), detailsCard());
    await page.getByLabel('Secret Name').fill('half a na');
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.getByRole('checkbox', { name: 'Vault this credential' }).check();
    expect(await page.getByLabel('Secret Name').inputValue()).toBe('half a na');
  });

  it('says that the app cannot be reached, beside the card, and lets one try again', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), detailsCard());
    await page.getByRole('button', { name: 'Fail' }).click();
    await page.getByRole('alert').filter({ hasText: 'Unable to reach app. Please try again.' }).waitFor();
    at.problems.length = 0;
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('toast').filter({ hasText: 'Saved.' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('shows markup as text and markdown as markdown', async () => {
    const page = await at.open('alex');
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
    await sendCard(at.bench, at.personal(), content);
    const card = page.getByTestId('card');
    await card.getByText('bold').waitFor();
    expect(await card.locator('strong').textContent()).toBe('bold');
    expect(await card.locator('img, a').count()).toBe(0);
    expect(await card.textContent()).toBe('bold <img src=x onerror=alert(1)> [no](http://x.example) # a');
  });

  it('shows as mentions in a card only those that the card names', async () => {
    const page = await at.open('alex');
    const { teamsId, displayName: name } = at.bench.world.person('megan');
    const text = `<at>hi</at> **<at>${name}</at>**, <at>${name}</at>!`;
    const entities = [{ type: 'mention', text: `<at>${name}</at>`, mentioned: { id: teamsId, name } }];
    const body = [{ type: 'TextBlock', wrap: true, text }];
    await sendCard(at.bench, at.personal(), { type: 'AdaptiveCard', version: '1.5', body });
    await sendCard(at.bench, at.personal(), { type: 'AdaptiveCard', version: '1.5', body, msteams: { entities } });
    const [unnamed, named] = [page.getByTestId('card').first(), page.getByTestId('card').nth(1)];
    await named.getByText('<at>hi</at>').waitFor();
    expect(await unnamed.textContent()).toBe(`<at>hi</at> <at>${name}</at>, <at>${name}</at>!`);
    expect(await unnamed.locator('.mention').count()).toBe(0);
    expect(await named.textContent()).toBe(`<at>hi</at> ${name}, ${name}!`);
    expect(await named.locator('.mention').allTextContents()).toEqual([name, name]);
  });

  it('refreshes a card for the people it names, once', async () => {
    const { teamsId } = at.bench.world.person('alex');
    const refresh = { action: { type: 'Action.Execute', verb: 'demo/back', data: {} }, userIds: [teamsId] };
    await sendCard(at.bench, at.bench.teams.simulator.groupChat(), { ...carrierCard(), refresh });
    const [alex, megan] = await Promise.all([at.open('alex'), at.open('megan')]);
    for (const page of [alex, megan]) {
      await page.getByRole('button', { name: 'Release crew' }).click();
    }
    await alex.getByRole('combobox', { name: 'Application' }).waitFor();
    await megan.getByRole('button', { name: 'Reveal' }).waitFor();
    expect(at.bench.received).toHaveLength(1);
    expect(at.lastValue()).toMatchObject({ trigger: 'automatic' });
  });
});
