import { type Activity, ActivityTypes, TestAdapter, type TurnContext } from 'botbuilder';
import type { WizardTurn } from '../../src/dialogs/wizardTurn';
import type { Actor, Person } from '../../src/domain/actor';
import type { Origin } from '../../src/domain/notices/recipient';
import { wordsFor } from '../../src/messages/catalogue';

export const TENANT = '11111111-2222-4333-8444-555555555555';

/** One conversation in Teams, as far as a wizard sees it: each turn runs in a real TurnContext. */
export class Conversation {
  private readonly adapter = new TestAdapter();

  constructor(
    private readonly id: string,
    private readonly kind: Origin['kind'] = 'personal',
    private readonly timeZone = 'Europe/Berlin',
  ) {}

  /** Runs `work` as one turn of this person. */
  async turn<T>(
    person: Pick<Person, 'objectId' | 'displayName'>,
    now: Date,
    work: (turn: WizardTurn) => Promise<T>,
  ): Promise<T> {
    let result: { readonly value: T } | undefined;
    await this.adapter.processActivity(this.activity(person), async (context) => {
      result = { value: await work(this.turnOf(context, person, now)) };
    });
    if (result === undefined) throw new Error('the turn did not run');
    return result.value;
  }

  private activity(person: Pick<Person, 'objectId' | 'displayName'>): Partial<Activity> {
    return {
      type: ActivityTypes.Invoke,
      name: 'adaptiveCard/action',
      channelId: 'msteams',
      conversation: {
        id: this.id,
        name: '',
        isGroup: this.kind !== 'personal',
        conversationType: this.kind,
        tenantId: TENANT,
      },
      from: { id: `29:${person.objectId}`, name: person.displayName, aadObjectId: person.objectId },
    };
  }

  private turnOf(context: TurnContext, person: Pick<Person, 'objectId' | 'displayName'>, now: Date): WizardTurn {
    const actor: Actor = { tenantId: TENANT, objectId: person.objectId, displayName: person.displayName };
    const origin: Origin = {
      kind: this.kind,
      conversationId: this.id,
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      personId: person.objectId,
      teamsId: `29:${person.objectId}`,
      locale: 'en-US',
      timeZone: this.timeZone,
    };
    return { context, actor, origin, words: wordsFor('en-US'), now };
  }
}
