import { describeInBrowser } from '../../support/chromium';
import { carrierCard, sendCard } from '../teams/demoBot';
import { pageBench } from './pageBench';

describeInBrowser('the page around its messages', () => {
  const at = pageBench();

  it('opens a dialog with the focus inside, turns its page and gives the focus back on Escape', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), carrierCard());
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
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), carrierCard());
    await page.getByRole('button', { name: 'Reveal' }).click();
    await page.getByRole('button', { name: 'Show value' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(at.lastValue()).toMatchObject({ data: { verb: 'demo/stored' } });
    expect(JSON.stringify(at.lastValue())).not.toContain('not-a-real-value');
  });

  it('closes the sandbox panel when somebody goes back to the chats', async () => {
    const page = await at.open('alex');
    const chat = page.getByRole('button', { name: 'Chat', exact: true });
    await page.getByRole('button', { name: 'Sandbox' }).click();
    await page.getByTestId('sandbox-panel').waitFor();
    expect(await chat.getAttribute('aria-pressed')).toBe('false');
    await chat.click();
    await page.getByTestId('sandbox-panel').waitFor({ state: 'detached' });
    expect(await chat.getAttribute('aria-pressed')).toBe('true');
  });

  it('switches faults, skips time and looks behind the scenes without values', async () => {
    const page = await at.open('alex');
    await page.getByRole('button', { name: 'Sandbox' }).click();
    const panel = page.getByTestId('sandbox-panel');
    await panel.getByRole('switch', { name: 'Everything reaches the bot twice' }).check();
    await panel.getByRole('button', { name: 'Skip 15 minutes' }).click();
    await panel.getByText('(15 min ahead)').waitFor();
    expect(at.bench.world.faults.list().map(({ id }) => id)).toEqual(['delivery-twice']);
    expect(at.bench.world.clock.offsetMilliseconds).toBe(15 * 60_000);
    await panel.getByText('Payroll API').click();
    await panel.getByTestId('credential').filter({ hasText: 'Terraform' }).waitFor();
  });

  it('installs the app anew in the open conversation', async () => {
    const page = await at.open('alex');
    await page.getByRole('button', { name: 'Sandbox' }).click();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('App · SecretBot is not installed here').waitFor();
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page.getByText('SecretBot is installed in your personal chat.').waitFor();
    expect(at.bench.received.map((activity) => activity['action']).filter(Boolean)).toEqual(['remove', 'add']);
  });

  it('shows the list or the conversation on a narrow screen', async () => {
    const page = await at.open('alex');
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.getByRole('button', { name: 'Release crew' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('button', { name: 'Release crew' }).click();
    await page.getByTestId('compose').waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBe(0);
  });

  it('says who it can be when it is asked for a stranger', async () => {
    const page = await at.context.newPage();
    await page.goto(`${at.url}/?as=gus`);
    await page.getByText('Nobody here is called "gus". Try alex, megan, lee, nora, priya.').waitFor();
    await page.close();
  });
});
