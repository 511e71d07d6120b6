import type { VisibleMessage } from '../../sandbox/teams/teamsSimulator';
import { buttonTitles, readingOf, ticketIn } from './cardReading';
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
}

/** What a person does in one go. Ends when it is done, or by GaveUp. */
export type Journey = (traveller: Traveller) => Promise<void>;

/** Every journey with how often it is made, in relation to the others. */
export const JOURNEYS: readonly (readonly [string, number, Journey])[] = [
  ['create', 30, create],
  ['abandon', 5, abandon],
  ['look again', 8, lookAgain],
  ['open what waits', 12, openWhatWaits],
  ['request', 12, request],
  ['decide', 16, decide],
  ['list', 6, (traveller) => traveller.worker.say('list')],
  ['requests', 3, (traveller) => traveller.worker.say('requests')],
  ['show', 6, show],
  ['share', 3, share],
  ['delete', 8, remove],
];

async function create(traveller: Traveller): Promise<void> {
  const { worker, ledger, random } = traveller;
  const entry: Entry = {
    person: worker.key,
    name: traveller.newName(),
    vaulted: random.chance(0.6),
    shared: false,
    ...(random.chance(0.5) && { shared: true }),
  };
  const wishes = { ...entry, shared: entry.shared && entry.vaulted };
  const wizard = await fillIn(traveller, wishes);
  const said = await worker.press(wizard, 'Submit');
  if (said.includes('Creating')) ledger.submitted(wishes);
  await worker.sees([entry.name, 'once**, until'], 'Reveal');
  const told = worker.find([entry.name, 'Keep the reference']);
  const reference = told && /sb-[0-9A-Z]{8}/.exec(readingOf(told))?.[0];
  if (reference) wishes.reference = reference;
  if (random.chance(0.75)) await reveal(traveller, [entry.name]);
}

/** To the summary, back and forth. @returns the wizard's message */
async function fillIn({ worker, random }: Traveller, entry: Entry): Promise<VisibleMessage> {
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
  const entry = { person: traveller.worker.key, name: traveller.newName(), vaulted: false, shared: false };
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
async function lookAgain(traveller: Traveller): Promise<void> {
  const { worker } = traveller;
  const shown =
    worker.find(['not confirmed as stored'], "I didn't see it") ?? worker.find(['not confirmed as stored'], 'Reissue');
  if (!shown) return;
  await worker.press(shown, buttonTitles(shown).includes('Reissue') ? 'Reissue' : "I didn't see it");
  await worker.sees(['once**, until'], 'Reveal');
  await reveal(traveller, []);
}

async function openWhatWaits(traveller: Traveller): Promise<void> {
  if (traveller.worker.find(['once**, until'], 'Reveal')) await reveal(traveller, []);
}

async function request({ worker, ledger, random, newName }: Traveller): Promise<void> {
  const wanted = random.oneOf(ledger.sharedByOthers(worker.key));
  if (!wanted?.reference) return;
  const reason = newName();
  await worker.say(`request ${wanted.reference} for 4h because ${reason}`);
  const waits = await worker.sees([reason], 'Withdraw');
  if (random.chance(0.1)) await worker.press(waits, 'Withdraw');
}

async function decide({ worker, random }: Traveller): Promise<void> {
  const asked = worker.find(['After that, this person knows the value'], 'Approve');
  if (!asked) return;
  if (random.chance(0.8)) await worker.press(asked, 'Approve', { hours: '4' });
  else await worker.press(asked, 'Deny', { reason: 'Not now' });
}

async function show({ worker, ledger, random }: Traveller): Promise<void> {
  const mine = random.oneOf(ledger.of(worker.key));
  if (!mine?.reference) return;
  await worker.say(`show ${mine.reference}`);
  await worker.sees([mine.name, 'Key ID']);
}

async function share({ worker, ledger, random }: Traveller): Promise<void> {
  const mine = random.oneOf(ledger.of(worker.key).filter(({ vaulted }) => vaulted));
  if (!mine?.reference) return;
  await worker.say(`share ${mine.reference}`);
  await worker.sees(['Sharing and owner of', mine.name]);
}

async function remove({ worker, ledger, random }: Traveller): Promise<void> {
  const mine = random.oneOf(ledger.of(worker.key));
  if (!mine?.reference) return;
  await worker.say(`delete ${mine.reference}`);
  const question = await worker.sees([`Delete ${mine.name}?`], 'Delete');
  mine.deleteAsked = true;
  await worker.press(question, 'Delete', { typedName: mine.name });
  await worker.sees([`${mine.name} is deleted`]);
}
