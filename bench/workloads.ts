import { randomUUID } from 'node:crypto';
import { Activities, type Activity, invokeId, type Occasion } from '../sandbox/teams/activities';
import type { SandboxPerson } from '../sandbox/world/people';
import { type BenchWorld, chatOf } from './benchWorld';
import type { LightConnector } from './lightConnector';
import { type Answer, post, type Turn } from './load';

/** The bot as it is at one address, and the people who talk to it. */
export interface Talk {
  readonly bench: Pick<BenchWorld, 'world' | 'channelToken'> & { readonly connector: Pick<LightConnector, 'take'> };
  readonly url: string;
}

/** Makes one person's turns; they are taken one after the other. */
export type Workload = (talk: Talk, person: SandboxPerson) => Turn;

/** Says a few words and waits until a reply with all of `expected` in it was posted and the turn is over; what is named twice must be there twice. */
export function saying(text: string, expected: readonly string[]): Workload {
  return (talk, person) => async () => {
    await send(talk, activitiesOf(talk).message(occasion(person), text, []));
    const reply = talk.bench.connector.take(chatOf(person).id)?.body ?? '';
    const missing = firstMissing(reply, expected);
    if (missing !== undefined) throw new Error(`no “${missing}” in the reply to “${text}”: ${start(reply)}`);
  };
}

function firstMissing(reply: string, expected: readonly string[]): string | undefined {
  let rest = reply;
  return expected.find((word) => {
    const place = rest.indexOf(word);
    rest = rest.slice(place + word.length);
    return place < 0;
  });
}

/** Back and forth between the details and the owner step of one's own wizard, as clicks of its card. */
export const wizardStep: Workload = (talk, person) => {
  const activities = activitiesOf(talk);
  const details = {
    name: `Bench ${person.key}`,
    description: 'Measures a step of the wizard',
    expiration: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
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
      // One may be open from an earlier part of the run.
      await send(talk, activities.message(occasion(person), 'cancel', []));
      await send(talk, activities.message(occasion(person), `create ${payroll}`, []));
      const posted = talk.bench.connector.take(chatOf(person).id);
      card = wizardCardIn(posted?.body);
      messageId = posted?.id ?? '';
    }
    const click = { verb, data: { ...card, ...details, owner: person.objectId, preApprove: 'false' } };
    const { body } = await send(talk, activities.execute(occasion(person), messageId, click, 'manual'));
    card = wizardCardIn(body);
    verb = verb === 'wizard/next' ? 'wizard/back' : 'wizard/next';
    // The step that was wanted, and not the same one with something found wrong: only it has the button back.
    if (!body.includes(verb)) throw new Error(`no card with “${verb}” in the answer: ${start(body)}`);
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

/** How often *Try again* is pressed on a reveal that was withheld because it took too long. */
const tries = 3;

/**
 * Show value, a new ticket each time, until `tickets` are used up. What took longer than eight seconds is withheld and
 * asked for again, as a person would; that is said, for it means that the machine stood still.
 */
export function revealing(tickets: (person: SandboxPerson) => string | undefined): Workload {
  return (talk, person) => async () => {
    const ticket = tickets(person);
    if (ticket === undefined) throw new Error('there were too few tickets for this many turns');
    const data = { verb: 'carrier/show', ticket };
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const { body } = await send(talk, activitiesOf(talk).submitDialog(occasion(person), data, 'default'));
      if (body.includes(talk.bench.world.secretMarker)) return;
      // Nothing of the answer is said: it is where a value would be.
      if (!body.includes('That took too long')) throw new Error('a reveal was answered without the value');
      process.stderr.write('a reveal took more than eight seconds, and is asked for again\n');
    }
    throw new Error(`a reveal took more than eight seconds ${tries} times`);
  };
}

function start(text = ''): string {
  return text.slice(0, 300);
}

async function send({ bench, url }: Talk, activity: Activity): Promise<Answer> {
  const answer = await post(url, bench.channelToken, activity);
  if (answer.status >= 300 || answer.status < 200) throw new Error(`a turn was answered with ${answer.status}`);
  return answer;
}

function activitiesOf({ bench: { world } }: Talk): Activities {
  return new Activities(world.tenant.id, { id: world.bot.teamsId, name: world.bot.name }, world.serviceUrl);
}

function occasion(person: SandboxPerson): Occasion {
  return { person, conversation: chatOf(person), id: `${invokeId()}-${randomUUID()}`, at: new Date() };
}
