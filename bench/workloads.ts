import { randomUUID } from 'node:crypto';
import { Activities, type Activity, invokeId, type Occasion } from '../sandbox/teams/activities';
import type { SandboxPerson } from '../sandbox/world/people';
import { type BenchWorld, chatOf } from './benchWorld';
import { type Answer, post, type Turn } from './load';

/** The bot as it is at one address, and the people who talk to it. */
export interface Talk {
  readonly bench: BenchWorld;
  readonly url: string;
}

/** Makes one person's turns; they are taken one after the other. */
export type Workload = (talk: Talk, person: SandboxPerson) => Turn;

/** Says a few words and waits until a reply with `expected` in it was posted and the turn is over. */
export function saying(text: string, expected: string): Workload {
  return (talk, person) => async () => {
    await send(talk, activitiesOf(talk).message(occasion(person), text, []));
    const reply = talk.bench.connector.take(chatOf(person).id)?.body;
    if (!reply?.includes(expected)) throw new Error(`no “${expected}” in the reply to “${text}”: ${start(reply)}`);
  };
}

/** Back and forth between the details and the owner step of one's own wizard, as clicks of its card. */
export const wizardStep: Workload = (talk, person) => {
  const activities = activitiesOf(talk);
  const details = {
    name: `Bench ${person.key}`,
    description: 'Measures a step of the wizard',
    location: 'dev',
    vault: 'true',
    share: 'false',
  };
  const payroll = talk.bench.world.application('Payroll API').appId;
  let card: WizardCard | undefined;
  let messageId = '';
  let verb = 'wizard/next';
  return async () => {
    if (card === undefined) {
      await send(talk, activities.message(occasion(person), `create ${payroll}`, []));
      const posted = talk.bench.connector.take(chatOf(person).id);
      card = wizardCardIn(posted?.body);
      messageId = posted?.id ?? '';
    }
    const click = { verb, data: { ...card, ...details, owner: person.objectId, preApprove: 'false' } };
    const { body } = await send(talk, activities.execute(occasion(person), messageId, click, 'manual'));
    card = wizardCardIn(body);
    verb = verb === 'wizard/next' ? 'wizard/back' : 'wizard/next';
  };
};

/** What every button of a wizard's card carries. */
interface WizardCard {
  readonly wizard: string;
  readonly nonce: string;
}

/** @throws when there is no wizard's card */
function wizardCardIn(text: string | undefined): WizardCard {
  const [, wizard] = /"wizard":"([^"]+)"/.exec(text ?? '') ?? [];
  const [, nonce] = /"nonce":"([^"]+)"/.exec(text ?? '') ?? [];
  if (wizard === undefined || nonce === undefined) throw new Error(`no card of the wizard: ${start(text)}`);
  return { wizard, nonce };
}

/** Show value, a new ticket each time, until `tickets` are used up. */
export function revealing(tickets: (person: SandboxPerson) => string | undefined): Workload {
  return (talk, person) => async () => {
    const ticket = tickets(person);
    if (ticket === undefined) throw new Error('there were too few tickets for this many turns');
    const data = { verb: 'carrier/show', ticket };
    const { body } = await send(talk, activitiesOf(talk).submitDialog(occasion(person), data, 'default'));
    if (!body.includes(talk.bench.world.secretMarker)) throw new Error(`no value: ${start(body)}`);
  };
}

function start(text = ''): string {
  return text.slice(0, 300);
}

async function send({ bench, url }: Talk, activity: Activity): Promise<Answer> {
  const answer = await post(url, bench.channelToken, activity);
  if (answer.status >= 300 || answer.status < 200) throw new Error(`answered ${answer.status}: ${answer.body}`);
  return answer;
}

function activitiesOf({ bench: { world } }: Talk): Activities {
  return new Activities(world.tenant.id, { id: world.bot.teamsId, name: world.bot.name }, world.serviceUrl);
}

function occasion(person: SandboxPerson): Occasion {
  return { person, conversation: chatOf(person), id: `${invokeId()}-${randomUUID()}`, at: new Date() };
}
