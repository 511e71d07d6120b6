import { describeInBrowser } from '../../support/chromium';
import { carrierCard, sendCard } from '../teams/demoBot';
import { pageBench } from './pageBench';

describeInBrowser('messages on the page', () => {
  const at = pageBench();
  const cardType = 'application/vnd.microsoft.card.adaptive';

  it('sends with Enter and shows the answer', async () => {
    const page = await at.open('alex');
    await at.send(page, 'hello');
    await page.getByTestId('message').filter({ hasText: 'You said hello.' }).waitFor();
    expect(await page.getByTestId('pending-message').count()).toBe(0);
    expect(await page.getByTestId('compose').inputValue()).toBe('');
  });

  it('suggests whom to mention, by keyboard', async () => {
    const page = await at.open('alex');
    await page.getByRole('button', { name: 'Release crew' }).click();
    await page.getByTestId('compose').pressSequentially('@sec');
    await page.getByRole('option', { name: 'SecretBot' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('create');
    await page.keyboard.press('Enter');
    await page.getByTestId('messages').getByText('Only you can see this message').waitFor();
    expect(at.bench.received[0]).toMatchObject({ text: '<at>SecretBot</at> create' });
  });

  it('shows a conversation to all its members, a targeted message to one', async () => {
    const [alex, megan] = await Promise.all([at.open('alex'), at.open('megan')]);
    for (const page of [alex, megan]) {
      await page.getByRole('button', { name: 'Release crew' }).click();
    }
    await at.send(alex, '@SecretBot create');
    await alex.getByText('Only you can see this message').waitFor();
    await megan.getByTestId('message').filter({ hasText: 'SecretBot create' }).waitFor();
    expect(await megan.getByTestId('message').count()).toBe(1);
    expect(await megan.getByTestId('card').count()).toBe(0);
  });

  it('follows edits and deletions', async () => {
    const page = await at.open('alex');
    const id = await sendCard(at.bench, at.personal(), carrierCard());
    await page.getByTestId('messages').getByText('ready').waitFor();
    const path = `conversations/${encodeURIComponent(at.personal())}/activities/${id}`;
    const attachments = [{ contentType: cardType, content: carrierCard('shown') }];
    await at.bench.call('PUT', path, { type: 'message', attachments });
    await page.getByTestId('messages').getByText('shown').waitFor();
    await page.getByTestId('message').getByText('Edited').waitFor();
    await at.bench.call('DELETE', path);
    await page.getByTestId('message').waitFor({ state: 'detached' });
  });

  it('keeps the newest message in sight, however fast messages come, and leaves a reader alone', async () => {
    const page = await at.open('alex');
    await Promise.all(Array.from({ length: 6 }, () => sendCard(at.bench, at.personal(), carrierCard())));
    await at.send(page, 'last');
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
    await sendCard(at.bench, at.personal(), carrierCard('late'));
    await page.getByTestId('messages').getByText('late').waitFor();
    expect(await page.evaluate(() => document.querySelector('.messages')?.scrollTop)).toBe(0);
  });

  it('scrolls inside its frame only, however many messages there are', async () => {
    for (let count = 1; count <= 20; count += 1) {
      await at.bench.teams.simulator.say('alex', at.personal(), `line ${count}`);
    }
    const page = await at.open('alex');
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

  it('lets people change and delete their own messages', async () => {
    const page = await at.open('alex');
    await at.send(page, 'helo');
    const mine = page.getByTestId('message').and(page.locator('[data-from=alex]'));
    await mine.getByRole('button', { name: 'Edit this message' }).click();
    await page.getByLabel('Edit the message').fill('hello');
    await page.keyboard.press('Enter');
    await mine.getByText('Edited').waitFor();
    await mine.getByRole('button', { name: 'Delete this message' }).click();
    await mine.getByText('This message has been deleted.').waitFor();
    expect(at.bench.received.map(({ type }) => type)).toEqual(['message', 'messageUpdate', 'messageDelete']);
  });

  it('answers in the thread of a post', async () => {
    const page = await at.open('alex');
    await page.getByRole('button', { name: 'Deployments' }).click();
    await at.send(page, '@SecretBot hello');
    const post = page.getByTestId('post');
    await post.getByText('You said').waitFor();
    await post.getByRole('button', { name: 'Reply' }).click();
    await page.getByTestId('reply').fill('@SecretBot again');
    await page.keyboard.press('Enter');
    await post.getByText('You said SecretBot again.').waitFor();
    expect(await page.getByTestId('post').count()).toBe(1);
    expect(new Set(at.bench.received.map(({ conversation }) => conversation.id)).size).toBe(1);
  });

  it('announces what happens in other conversations', async () => {
    const [alex, megan] = await Promise.all([at.open('alex'), at.open('megan')]);
    await alex.getByRole('button', { name: 'Release crew' }).click();
    await at.send(alex, 'anybody there?');
    await megan.getByTestId('toast').getByText('New message from Alex Rivera in Release crew').click();
    await megan.getByTestId('message').filter({ hasText: 'anybody there?' }).waitFor();
    await megan.getByRole('button', { name: 'Release crew' }).and(megan.locator('[aria-current=page]')).waitFor();
  });
});
