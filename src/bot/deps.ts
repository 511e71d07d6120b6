import type { WizardRunner } from '../dialogs/wizardRunner';
import type { ApplicationService } from '../domain/applications/applicationService';
import type { Limits } from '../domain/limits/limits';
import type { OutboxWorker } from '../domain/notices/outboxWorker';
import type { PeopleService } from '../domain/people/peopleService';
import type { Clock } from '../domain/ports';
import type { RevealService } from '../domain/reveal/revealService';
import type { CatalogueService } from '../domain/secrets/catalogueService';
import type { CreateService } from '../domain/secrets/createService';
import type { DeleteService } from '../domain/secrets/deleteService';
import type { DecisionService } from '../domain/sharing/decisionService';
import type { FreezeService } from '../domain/sharing/freezeService';
import type { GrantService } from '../domain/sharing/grantService';
import type { PreApprovedLooks } from '../domain/sharing/preApprovedLooks';
import type { RequestService } from '../domain/sharing/requestService';
import type { SettingsService } from '../domain/sharing/settingsService';
import type { ChatMemory, OpenMessages, PrivateReplies } from './chatPorts';
import type { FaultLog } from './faultLog';

/** Everything the bot's handlers call. */
export interface BotDeps {
  readonly people: Pick<PeopleService, 'verify' | 'search'>;
  readonly applications: Pick<ApplicationService, 'search'>;
  readonly catalogue: Pick<CatalogueService, 'history' | 'list' | 'show'>;
  readonly creates: Pick<CreateService, 'fulfil'>;
  readonly deletes: Pick<DeleteService, 'ask' | 'confirm' | 'fulfil'>;
  readonly reveals: Pick<RevealService, 'open' | 'reveal' | 'stored' | 'notSeen'>;
  readonly requests: Pick<RequestService, 'form' | 'ask' | 'show' | 'withdraw' | 'mine'>;
  readonly looks: Pick<PreApprovedLooks, 'take'>;
  readonly decisions: Pick<DecisionService, 'approve' | 'deny'>;
  readonly grants: Pick<GrantService, 'revoke'>;
  readonly settings: Pick<SettingsService, 'form' | 'change'>;
  readonly freezes: Pick<FreezeService, 'freeze' | 'thaw'>;
  readonly limits: Pick<Limits, 'turn' | 'search'>;
  readonly outbox: Pick<OutboxWorker, 'answered' | 'deliverDue' | 'deliverNew' | 'reopen'>;
  readonly wizard: Pick<WizardRunner, 'start' | 'startElsewhere' | 'click' | 'current' | 'hint' | 'outcome' | 'cancel'>;
  readonly replies: PrivateReplies;
  readonly messages: OpenMessages;
  readonly memory: ChatMemory;
  readonly faults: Pick<FaultLog, 'record'>;
  readonly clock: Clock;
}
