import type { Turn } from '../../src/bot/turn';
import { WizardClicks } from '../../src/bot/wizardClicks';
import type { Card } from '../../src/cards/renderCard';
import type { WizardAnswer } from '../../src/dialogs/wizardTurn';
import { wordsFor } from '../../src/messages/catalogue';

const CREATING: Card = { type: 'AdaptiveCard', body: [{ text: 'Creating' }] };
const CREATED: Card = { type: 'AdaptiveCard', body: [{ text: 'Created' }] };

describe('A click on Submit that is answered "Creating…"', () => {
  let outcome: WizardAnswer;
  let done: string[];

  /** Clicks, and does what follows once the answer was sent. */
  async function submit(): Promise<void> {
    const turn = {
      context: { activity: { replyToId: 'm1' } },
      actor: { tenantId: 't', objectId: 'alex', displayName: 'Alex' },
      origin: { kind: 'personal' },
      words: wordsFor('en-US'),
      now: new Date(0),
      afterwards: [],
    } as unknown as Turn;
    const answer = await clicks.click(turn, 'wizard/submit', { wizard: 'w1', nonce: 'n1' });
    expect(answer).toEqual({ card: CREATING });
    for (const { work } of turn.afterwards) await work();
  }

  const clicks = new WizardClicks({
    wizard: {
      click: async () => ({ kind: 'submitted', card: CREATING, intentId: 'w1' }),
      outcome: async () => outcome,
    },
    messages: {
      adopt: async () => true,
      settle: async (_to: unknown, activityId: string, { body }: Card) =>
        void done.push(`${activityId} shows ${JSON.stringify(body)}`),
    },
    creates: { fulfil: async (intentId: string) => void done.push(`does ${intentId}`) },
  } as unknown as ConstructorParameters<typeof WizardClicks>[0]);

  beforeEach(() => {
    done = [];
  });

  it('does what was submitted', async () => {
    outcome = { kind: 'none' };
    await submit();
    expect(done).toEqual(['does w1']);
  });

  it('is told the outcome again where another delivery of it has ended before this answer', async () => {
    outcome = { kind: 'submitted', card: CREATED, intentId: 'w1' };
    await submit();
    expect(done).toEqual(['m1 shows [{"text":"Created"}]']);
  });
});
