import { Standings } from './access/standings';
import { ApplicationService } from './applications/applicationService';
import { Guesses } from './limits/guesses';
import { LimitAlarm } from './limits/limitAlarm';
import { Limits } from './limits/limits';
import { NewNotices } from './notices/newNotices';
import { OutboxWorker } from './notices/outboxWorker';
import { Unfinished } from './notices/unfinished';
import { PeopleService } from './people/peopleService';
import type { Chat, Clock, Directory, Ids, Limiter, Pauses, Sealer, Vault } from './ports';
import type { Store } from './records';
import { AfterRestore } from './restore/afterRestore';
import { RestoreNotices } from './restore/restoreNotices';
import { NotSeen } from './reveal/notSeen';
import { OwnTickets } from './reveal/ownTickets';
import { RevealService } from './reveal/revealService';
import { TicketExpiry } from './reveal/ticketExpiry';
import { ValueSource } from './reveal/valueSource';
import { CatalogueService } from './secrets/catalogueService';
import { CreateFinish } from './secrets/createFinish';
import { CreateIntents } from './secrets/createIntents';
import { CreateLookUp } from './secrets/createLookUp';
import { CreateRecovery } from './secrets/createRecovery';
import { CreateSaga } from './secrets/createSaga';
import { CreateService } from './secrets/createService';
import { CreateSetback } from './secrets/createSetback';
import { CreateUndo } from './secrets/createUndo';
import { DeleteQuestions } from './secrets/deleteQuestions';
import { DeleteRun } from './secrets/deleteRun';
import { DeleteService } from './secrets/deleteService';
import { DeleteSubjects } from './secrets/deleteSubject';
import { DraftService } from './secrets/draftService';
import { EndedWork } from './secrets/endedWork';
import { ExpiredCopies } from './secrets/expiredCopies';
import { Reconciliation } from './secrets/reconciliation';
import { SecretDetails } from './secrets/secretDetails';
import { SecretFinder } from './secrets/secretFinder';
import { SecretHistory } from './secrets/secretHistory';
import { SecretLists } from './secrets/secretLists';
import type { ApprovalTimes } from './sharing/approvalTimes';
import { Approvers } from './sharing/approvers';
import { DecisionCommit } from './sharing/decisionCommit';
import { DecisionService } from './sharing/decisionService';
import { FreezeService } from './sharing/freezeService';
import { GrantService } from './sharing/grantService';
import { GrantsDue } from './sharing/grantsDue';
import { Knowers } from './sharing/knowers';
import { OwnRequests } from './sharing/ownRequests';
import { PreApprovedLooks } from './sharing/preApprovedLooks';
import { RequesterFitness } from './sharing/requesterFitness';
import { RequestService } from './sharing/requestService';
import { RequestsDue } from './sharing/requestsDue';
import { RequestWriter } from './sharing/requestWriter';
import { SettingsService } from './sharing/settingsService';
import { Unreached } from './sharing/unreached';
import { NEVER, type Stopping } from './stopping';
import { Sweeper } from './sweeper';
import type { Location } from './vaulting/location';
import { VaultStep } from './vaulting/vaultStep';

/** Everything the domain needs from outside. */
export interface World {
  readonly directory: Directory;
  readonly vault: Vault;
  readonly store: Store;
  readonly sealer: Sealer;
  readonly chat: Chat;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly pauses: Pauses;
  readonly limiter: Limiter;
  readonly locations: readonly Location[];
  /** Entra group whose members administer the bot. */
  readonly adminGroupId?: string | undefined;
  readonly tenantId: string;
  readonly approvalTimes: ApprovalTimes;
  /** Left out where the process only ends by being killed. */
  readonly stopping?: Stopping;
}

/** The services that bot, dialogs and timers call. */
export interface Domain {
  readonly people: PeopleService;
  readonly applications: ApplicationService;
  readonly drafts: DraftService;
  readonly creates: CreateService;
  readonly catalogue: CatalogueService;
  readonly deletes: DeleteService;
  readonly reveals: RevealService;
  readonly requests: RequestService;
  readonly looks: PreApprovedLooks;
  readonly decisions: DecisionService;
  readonly grants: GrantService;
  readonly settings: SettingsService;
  readonly freezes: FreezeService;
  readonly limits: Limits;
  readonly outbox: OutboxWorker;
  readonly sweeper: Sweeper;
  /** To be settled before anything else runs. */
  readonly afterRestore: AfterRestore;
}

/** Puts the domain together over a world. Nothing is called yet. */
export function domainOver(given: World): Domain {
  const news = new NewNotices();
  const world = { ...given, store: news.noting(given.store), stopping: given.stopping ?? NEVER };
  const people = new PeopleService(world);
  const alarm = new LimitAlarm({ ...world, people });
  const limits = new Limits({ ...world, alarm });
  const guesses = new Guesses({ ...world, alarm });
  const applications = new ApplicationService({ ...world, people, guesses });
  const standings = new Standings({ ...world, people });
  const finder = new SecretFinder({ ...world, standings, guesses });
  const drafts = new DraftService({ ...world, applications });
  const intents = new CreateIntents(world);
  const unfinished = new Unfinished({ ...world, people });
  const deleteRun = new DeleteRun({ ...world, unfinished });
  const creates = createsOver(world, { people, drafts, intents, unfinished, limits, guesses });
  const subjects = new DeleteSubjects({ ...world, applications, standings, guesses });
  const questions = new DeleteQuestions(world);
  const deletes = new DeleteService({ ...world, people, subjects, questions, run: deleteRun, limits });
  const lists = new SecretLists({ ...world, applications, people, standings });
  const history = new SecretHistory(world.store);
  const details = new SecretDetails({ ...world, history });
  const tickets = new OwnTickets({ ...world, guesses });
  const values = new ValueSource(world);
  const notSeen = new NotSeen({ ...world, people, standings, drafts, intents, limits });
  const { requestsDue, ...sharing } = sharingOver(world, { people, standings, finder, limits, guesses });
  const outbox = new OutboxWorker({ ...world, news, unreached: new Unreached({ ...world, people }) });
  const expiry = new TicketExpiry({ ...world, deletes: deleteRun });
  const reconciliation = new Reconciliation(world);
  const grantsDue = new GrantsDue(world);
  const expiredCopies = new ExpiredCopies({ ...world, deletes: deleteRun });
  const knowers = new Knowers({ ...world, people });
  const restored = new RestoreNotices({ ...world, people });
  const ends = { expiry, grantsDue, requestsDue };
  return {
    people,
    applications,
    drafts,
    creates,
    catalogue: new CatalogueService({ people, finder, lists, details, history }),
    deletes,
    reveals: new RevealService({ ...world, tickets, values, people, standings, notSeen, limits }),
    ...sharing,
    limits,
    outbox,
    sweeper: new Sweeper({
      ...world,
      ...ends,
      creates,
      deletes,
      reconciliation,
      knowers,
      expiredCopies,
      endedWork: new EndedWork(world),
      restored,
      outbox,
    }),
    afterRestore: new AfterRestore(world),
  };
}

function sharingOver(
  world: Required<Pick<World, 'stopping'>> & World,
  parts: {
    readonly people: PeopleService;
    readonly standings: Standings;
    readonly finder: SecretFinder;
    readonly limits: Limits;
    readonly guesses: Guesses;
  },
) {
  const approvers = new Approvers({ ...world, ...parts });
  const writer = new RequestWriter(world);
  const own = new OwnRequests({ ...world, ...parts });
  const fitness = new RequesterFitness({ ...world, ...parts });
  const commit = new DecisionCommit(world);
  const asking = { ...world, ...parts, approvers, writer, own };
  return {
    requests: new RequestService(asking),
    looks: new PreApprovedLooks(asking),
    decisions: new DecisionService({ ...world, ...parts, approvers, fitness, own, commit }),
    grants: new GrantService({ ...world, ...parts }),
    settings: new SettingsService(asking),
    freezes: new FreezeService({ ...world, ...parts }),
    requestsDue: new RequestsDue({ ...world, approvers, fitness }),
  };
}

function createsOver(
  world: World,
  parts: {
    readonly people: PeopleService;
    readonly drafts: DraftService;
    readonly intents: CreateIntents;
    readonly unfinished: Unfinished;
    readonly limits: Limits;
    readonly guesses: Guesses;
  },
): CreateService {
  const finish = new CreateFinish(world);
  const vaultStep = new VaultStep(world);
  const saga = new CreateSaga({ ...world, ...parts, vaultStep, finish });
  const setback = new CreateSetback({ ...world, unfinished: parts.unfinished });
  const lookUp = new CreateLookUp({ ...world, people: parts.people, setback });
  const undo = new CreateUndo({ ...world, lookUp, setback });
  const recovery = new CreateRecovery({ undo, clock: world.clock });
  return new CreateService({ ...world, ...parts, saga, undo, recovery });
}
