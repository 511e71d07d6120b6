import { answerCard } from '../../src/cards/answerCard';
import { WizardExpiry } from '../../src/dialogs/wizardExpiry';
import { type WizardDeps, WizardRunner } from '../../src/dialogs/wizardRunner';
import type { WizardStorage } from '../../src/dialogs/wizardStorage';
import type { StartRequest, WizardAnswer, WizardTurn, WizardVerb } from '../../src/dialogs/wizardTurn';
import type { Person } from '../../src/domain/actor';
import { ApplicationService } from '../../src/domain/applications/applicationService';
import { PeopleService } from '../../src/domain/people/peopleService';
import { type Reference, referenceFrom } from '../../src/domain/reference';
import { CreateIntents } from '../../src/domain/secrets/createIntents';
import { CreateService } from '../../src/domain/secrets/createService';
import { DraftService } from '../../src/domain/secrets/draftService';
import { FreezeService } from '../../src/domain/sharing/freezeService';
import { wordsFor } from '../../src/messages/catalogue';
import { aLocation, anApplication, aPerson, nextGuid } from '../support/memory/directoryBuilders';
import { MemoryDirectory } from '../support/memory/memoryDirectory';
import { MemoryStore } from '../support/memory/memoryStore';
import { CardView } from './cardView';
import { Conversation, TENANT } from './conversation';

/** The wizard with the real domain over ports in memory; only creating itself is left out. */
export class WizardWorld {
  now = new Date('2026-11-24T09:00:00Z');
  readonly alex = aPerson({ displayName: 'Alex Rivera' });
  readonly megan = aPerson({ displayName: 'Megan Osei' });
  readonly lee = aPerson({ displayName: 'Lee Tanaka' });
  readonly dana = aPerson({ displayName: 'Dana Petrov', enabled: false });
  readonly production = aLocation({ id: 'prod', name: 'Production', maxLifetimeDays: 365 });
  readonly development = aLocation({ id: 'dev', name: 'Development', maxLifetimeDays: 180 });
  readonly locations = [this.production, this.development];
  readonly directory: MemoryDirectory;
  readonly store = new MemoryStore();
  readonly payroll = anApplication({ displayName: 'Payroll API' });
  readonly invoices = anApplication({ displayName: 'Invoice Portal' });
  readonly loader = anApplication({ displayName: 'Data Lake Loader' });
  readonly legacy = anApplication({ displayName: 'Legacy Gateway' });
  readonly partner = anApplication({ displayName: 'Partner Exchange' });
  readonly runner: WizardRunner;
  readonly expiry: WizardExpiry;
  readonly creates: CreateService;
  private readonly deps: WizardDeps;

  constructor(storage: WizardStorage, locations = 2) {
    this.locations.splice(locations);
    const clock = { now: () => this.now };
    this.directory = new MemoryDirectory(clock);
    this.fillDirectory();
    const { directory, store } = this;
    const guesses = { watch: <T>(_actor: unknown, look: () => Promise<T>) => look() };
    const limits = { change: async () => undefined };
    const people = new PeopleService({ directory, locations: this.locations, clock });
    const applications = new ApplicationService({ directory, people, locations: this.locations, clock, guesses });
    const drafts = new DraftService({ directory, applications, locations: this.locations, store, clock });
    const ids = { id: nextGuid, reference };
    const intents = new CreateIntents({ store, ids, clock });
    this.creates = new CreateService({ store, clock, people, drafts, intents, limits, guesses, ...notPlayedHere });
    const freezes = new FreezeService({ store, people, clock, tenantId: TENANT });
    this.deps = { storage, ids, applications, drafts, creates: this.creates, freezes };
    this.runner = new WizardRunner(this.deps);
    this.expiry = new WizardExpiry({ storage, ids, store });
  }

  /** Time goes on. Terms that a card showed are taken as they were for a minute. */
  passes(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** Another process over the same storage. */
  anotherRunner(changes: Partial<WizardDeps> = {}): WizardRunner {
    return new WizardRunner({ ...this.deps, ...changes });
  }

  /** The creates, with what is given in the place of their own. */
  createsWith(changes: Partial<WizardDeps['creates']>): WizardDeps['creates'] {
    const { creates } = this;
    return {
      submit: (...given) => creates.submit(...given),
      draftOf: (...given) => creates.draftOf(...given),
      ended: (...given) => creates.ended(...given),
      ...changes,
    };
  }

  /** A person in a conversation; by default each in their own personal chat with the bot. */
  player(person: Person, conversation = new Conversation(`a:${person.objectId}`), runner = this.runner): Player {
    return new Player(this, person, conversation, runner);
  }

  private fillDirectory(): void {
    const { directory, alex, megan } = this;
    for (const person of [alex, megan, this.lee, this.dana]) directory.addPerson(person);
    const ownerIds = [alex.objectId];
    directory.addApplication(this.payroll, { ownerIds: [alex.objectId, megan.objectId] });
    directory.addApplication(this.invoices, { ownerIds });
    directory.addApplication(this.loader, { ownerIds, policy: { blocksSecrets: false, maxLifetimeDays: 90 } });
    directory.addApplication(this.legacy, { ownerIds, policy: { blocksSecrets: true } });
    directory.addApplication(this.partner, { ownerIds, botOwns: false });
  }
}

const outOfDate = answerCard({ answer: { kind: 'stale' }, now: new Date(0), timeZone: 'UTC' }, wordsFor('en-US'));

/** Works through a wizard the way a person does: on the card that was shown last. */
export class Player {
  answer: WizardAnswer = { kind: 'none' };

  constructor(
    private readonly world: WizardWorld,
    private readonly person: Person,
    private readonly conversation: Conversation,
    private readonly runner: WizardRunner,
  ) {}

  /** The card that was shown last; as the bot says it where the wizard had none. */
  get sees(): CardView {
    return new CardView(this.answer.kind === 'none' ? outOfDate : this.answer.card);
  }

  create(request: StartRequest = {}): Promise<CardView> {
    return this.act((runner, turn) => runner.start(turn, request));
  }

  click(title: string, typed: Readonly<Record<string, string>> = {}): Promise<CardView> {
    return this.clickOn(this.sees, title, typed);
  }

  clickOn(card: CardView, title: string, typed: Readonly<Record<string, string>> = {}): Promise<CardView> {
    const { verb, payload } = card.press(title, typed);
    if (!verb.startsWith('wizard/')) throw new Error(`${title} is no button of the wizard: ${verb}`);
    return this.act((runner, turn) => runner.click(turn, verb as WizardVerb, payload as never));
  }

  /** `help`, as far as the wizard is concerned: it shows its card again. */
  async help(): Promise<WizardAnswer> {
    await this.run((runner, turn) => runner.current(turn));
    return this.answer;
  }

  /** What a submitted create came to, for whoever was answered that it is under way. */
  async outcome(intentId: string): Promise<WizardAnswer> {
    await this.run((runner, turn) => runner.outcome(turn, intentId));
    return this.answer;
  }

  async saySomething(): Promise<WizardAnswer> {
    await this.run((runner, turn) => runner.hint(turn));
    return this.answer;
  }

  async cancel(): Promise<WizardAnswer> {
    await this.run((runner, turn) => runner.cancel(turn));
    return this.answer;
  }

  /** What was typed goes here: `create`, where no private card can be shown, goes on in another conversation. */
  createElsewhere(conversation: Conversation, request: StartRequest = {}): Promise<CardView> {
    return this.act((runner, turn) =>
      conversation.turn(this.person, turn.now, async (elsewhere) => {
        await runner.start(turn, request);
        return runner.startElsewhere(turn, elsewhere, request);
      }),
    );
  }

  private async act(work: (runner: WizardRunner, turn: WizardTurn) => Promise<WizardAnswer>): Promise<CardView> {
    await this.run(work);
    return this.sees;
  }

  private async run(work: (runner: WizardRunner, turn: WizardTurn) => Promise<WizardAnswer>): Promise<void> {
    this.answer = await this.conversation.turn(this.person, this.world.now, (turn) => work(this.runner, turn));
  }
}

let references = 0;
function reference(): Reference {
  references += 1;
  return referenceFrom(Uint8Array.from([0, 0, 0, 0, 0, references >> 10, references >> 5, references]));
}

const notHere = async (): Promise<never> => {
  throw new Error('these tests end at Submit');
};
const notPlayedHere = {
  saga: { run: notHere },
  undo: { begin: notHere },
  recovery: { mayBegin: () => false, run: notHere },
};
