import { describeInBrowser } from '../../support/chromium';
import { applicationCard, sendCard } from '../teams/demoBot';
import { pageBench } from './pageBench';

describeInBrowser('choices on the page', () => {
  const at = pageBench();

  it('submits the value of a typeahead choice, never its title', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), applicationCard());
    const application = page.getByRole('combobox', { name: 'Application' });
    await application.fill('pay');
    await page.getByRole('option', { name: 'Payroll API' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Client Secret Owner' }).fill('os');
    await page.getByRole('option', { name: 'Megan Osei' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('messages').getByText('Client Secret Details').waitFor();
    expect(at.lastValue()).toMatchObject({
      action: {
        verb: 'demo/next',
        data: { nonce: 'n1', application: 'id-of-payroll-api', owner: at.bench.world.person('megan').objectId },
      },
      trigger: 'manual',
    });
  });

  it('counts a text that is no choice as no choice, and leaves it in sight', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), applicationCard());
    const application = page.getByRole('combobox', { name: 'Application' });
    await application.fill('nonsense');
    await page.getByText('No matches').waitFor();
    await page.keyboard.press('Tab');
    expect(await application.inputValue()).toBe('nonsense');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('messages').getByText('Choose an application.').waitFor();
    expect(at.lastValue()).not.toHaveProperty('action.data.application');
  });

  it('takes a choice back when other text is typed over it', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), applicationCard());
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
    expect(at.lastValue()).not.toHaveProperty('action.data.application');
  });

  it('takes a text that names one choice as that choice', async () => {
    const page = await at.open('alex');
    await sendCard(at.bench, at.personal(), applicationCard());
    await page.getByRole('combobox', { name: 'Application' }).fill('payroll api');
    await page.getByRole('option', { name: 'Payroll API' }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByTestId('messages').getByText('Client Secret Details').waitFor();
    expect(at.lastValue()).toHaveProperty('action.data.application', 'id-of-payroll-api');
  });

  it('shows what sets choices apart below their names, on one line', async () => {
    const page = await at.open('alex');
    const detail = 'a-very-long-detail-'.repeat(8);
    const choices = [{ title: `Payroll API (old) (${detail})`, value: 'one' }];
    const input = { type: 'Input.ChoiceSet', id: 'a', label: 'Application', style: 'filtered', choices };
    await sendCard(at.bench, at.personal(), { type: 'AdaptiveCard', version: '1.5', body: [input] });
    await page.getByRole('combobox', { name: 'Application' }).click();
    const option = page.getByRole('option', { name: 'Payroll API (old)' });
    expect(await option.locator('small').textContent()).toBe(detail);
    expect((await option.locator('small').boundingBox())?.height).toBeLessThan(20);
    await option.click();
    expect(await page.getByRole('combobox', { name: 'Application' }).inputValue()).toBe(choices[0]?.title);
  });
});
