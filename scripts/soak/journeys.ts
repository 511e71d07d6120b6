import type { VisibleMessage } from '../../sandbox/teams/teamsSimulator';
import { buttonTitles, ticketIn } from './cardReading';
import type { Entry, Ledger } from './ledger';
import type { Random } from './random';
import { GaveUp, type Worker } from './worker';

/** Whom a journey is made by, and what is known. */
export interface Traveller {
  readonly worker: Worker;
  readonly ledger: Ledger;
  readonly random: Random;
  /** A name nobody has used. */
  readonly newName: () => string;
  /** The reference that its person was told last, if it is there for them. */
  readonly reference: (entry: Entry) => string | undefined;
  readonly count: (what: string) => void;
}

type Wishes = Pick<Entry, 'name' | 'vaulted'> & { readonly shared: boolean };

/** What is pressed also when it is time to go home: what came of it must be known. */
const MUST = { must: true };

/** What a person does in one go. Ends when it is done, or by GaveUp. */
export type Journey = (traveller: Traveller) => Promise<unknown>;

/** What a journey resolves to when there was nothing to do. */
export const NOTHING = 'nothing to do';

/** Every journey with how often it is made, in relation to the others. */
export const JOURNEYS: readonly (readonly [string, number, Journey])[] = [
  ['create', 45, create],
  ['abandon', 5, abandon],
  ['look again', 8, lookAgain],
  ['open what waits', 12, openWhatWaits],
  ['request', 12, request],
  ['decide', 16, decide],
  ['list', 6, (traveller) => traveller.worker.say('list')],
  ['requests', 3, (traveller) => traveller.worker.say('requests')],
  ['show', 6, show],
  ['share', 6, share],
  ['delete', 8, remove],
];

async function create(traveller: Traveller): Promise<void> {
  const { worker, ledger, random } = traveller;
  const vaulted = random.chance(0.6);
  const wishes = {
    person: worker.key,
    name: traveller.newName(),
    vaulted,
    shared: vaulted && random.chance(0.5),
    taken: false,
  };
  const wizard = await fillIn(traveller, wishes);
  const entry = ledger.submits(wishes);
  entry.taken = (await worker.press(wizard, 'Submit', {}, MUST)).includes('Creating');
  const told = await worker.seesOne([
    [entry.name, 'once**, until'],
    [entry.name, 'Not created'],
  ]);
  if (buttonTitles(told).includes('Reveal') && random.chance(0.85)) await reveal(traveller, [entry.name]);
}

/** To the summary, back and forth. @returns the wizard's message */
async function fillIn({ worker, random }: Traveller, entry: Wishes): Promise<VisibleMessage> {
  await worker.say('create');
  const open = worker.find(['already begun'], 'Start over');
  if (open) await worker.press(open, 'Start over');
  const wizard = await worker.sees(['Which application'], 'Next');
  if (random.chance(0.3)) await worker.search(wizard, 'application', 'Works');
  await worker.press(wizard, 'Next', { application: worker.applicationId });
  const details = {
    name: entry.name,
    description: 'Made under load',
    location: random.chance(0.5) ? 'prod' : 'dev',
    vault: String(entry.vaulted),
    share: String(entry.shared),
  };
  if (random.chance(0.2)) await worker.press(wizard, 'Next', { ...details, description: '' });
  await worker.press(wizard, 'Next', details);
  if (random.chance(0.3)) {
    await worker.press(wizard, 'Back');
    await worker.press(wizard, 'Next', details);
  }
  await worker.press(wizard, 'Next', { owner: worker.objectId, preApprove: 'false' });
  return wizard;
}

async function abandon(traveller: Traveller): Promise<void> {
  const entry = { name: traveller.newName(), vaulted: false, shared: false };
  await fillIn(traveller, entry);
  if (traveller.random.chance(0.5)) await traveller.worker.say('cancel');
}

/** Opens the newest carrier that says all of `words`. */
async function reveal({ worker, ledger, random }: Traveller, words: readonly string[]): Promise<void> {
  const carrier = await worker.sees([...words, 'once**, until'], 'Reveal');
  const ticket = ticketIn(carrier.cards);
  const { dialog, value } = await worker.showValue(await worker.openDialog(carrier, 'Reveal'));
  if (value === undefined || ticket === undefined) throw new GaveUp('a value');
  ledger.saw({ person: worker.key, ticket, value });
  if (random.chance(0.6)) await worker.closeDialog(dialog, 'Submit');
}

/** Says that the value was not seen: once more for a vaulted one, a new credential for any other. */
async function lookAgain(traveller: Traveller): Promise<unknown> {
  const { worker } = traveller;
  const shown =
    worker.find(['not confirmed as stored'], "I didn't see it") ?? worker.find(['not confirmed as stored'], 'Reissue');
  if (!shown) return NOTHING;
  await worker.press(shown, buttonTitles(shown).includes('Reissue') ? 'Reissue' : "I didn't see it");
  await worker.sees(['once**, until'], 'Reveal');
  await reveal(traveller, []);
}

async function openWhatWaits(traveller: Traveller): Promise<unknown> {
  if (!traveller.worker.find(['once**, until'], 'Reveal')) return NOTHING;
  return reveal(traveller, []);
}

async function request({ worker, ledger, reference, random, newName }: Traveller): Promise<unknown> {
  const wanted = random.oneOf(ledger.sharedByOthers(worker.key));
  const named = wanted && reference(wanted);
  if (named === undefined) return NOTHING;
  const reason = newName();
  await worker.say(`request ${named} for 4h because ${reason}`);
  const waits = await worker.sees([reason], 'Withdraw');
  if (random.chance(0.1)) await worker.press(waits, 'Withdraw');
}

async function decide({ worker, random }: Traveller): Promise<unknown> {
  const asked = worker.find(['After that, this person knows the value'], 'Approve');
  if (!asked) return NOTHING;
  if (random.chance(0.8)) await worker.press(asked, 'Approve', { hours: '4' });
  else await worker.press(asked, 'Deny', { reason: 'Not now' });
}

async function show(traveller: Traveller): Promise<unknown> {
  const { worker } = traveller;
  const mine = oneOfMine(traveller);
  if (!mine) return NOTHING;
  await worker.say(`show ${mine.reference}`);
  await worker.sees([mine.entry.name, 'Key ID']);
}

/** Turns sharing on or off, and saves it. */
async function share(traveller: Traveller): Promise<unknown> {
  const { worker, random } = traveller;
  const mine = oneOfMine(traveller, ({ vaulted }) => vaulted);
  if (!mine) return NOTHING;
  const { entry, reference } = mine;
  await worker.say(`share ${reference}`);
  const form = await worker.sees(['Sharing and owner of', entry.name], 'Save');
  const wanted = random.chance(0.5);
  entry.shared = undefined;
  const said = await worker.press(form, 'Save', { share: String(wanted) }, MUST);
  if (!said.split('\n').includes('Saved')) throw new GaveUp('Saved');
  entry.shared = wanted;
  traveller.count('settings saved');
}

async function remove(traveller: Traveller): Promise<unknown> {
  const { worker } = traveller;
  const mine = oneOfMine(traveller);
  if (!mine) return NOTHING;
  const { entry, reference } = mine;
  await worker.say(`delete ${reference}`);
  const question = await worker.sees([`Delete ${entry.name}?`], 'Delete');
  entry.deleteAsked = reference;
  const said = await worker.press(question, 'Delete', { typedName: entry.name }, MUST);
  // A second press after an answer that did not come.
  if (said.includes('The secret was deleted')) entry.answeredGone = reference;
  else await worker.seesOne([[`${entry.name} is deleted`], [entry.name, 'A secret was deleted']]);
}

function oneOfMine(
  { worker, ledger, random, reference }: Traveller,
  fits: (entry: Entry) => boolean = () => true,
): { readonly entry: Entry; readonly reference: string } | undefined {
  const entry = random.oneOf(ledger.of(worker.key).filter((one) => fits(one) && reference(one) !== undefined));
  const named = entry && reference(entry);
  return entry && named !== undefined ? { entry, reference: named } : undefined;
}
