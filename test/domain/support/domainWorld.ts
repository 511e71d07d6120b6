import { AesSealer } from '../../../src/adapters/crypto/sealer';
import { RandomIds } from '../../../src/adapters/system';
import type { Actor, Person } from '../../../src/domain/actor';
import type { Application } from '../../../src/domain/applications/application';
import { type Domain, domainOver, type World } from '../../../src/domain/domain';
import type { Origin } from '../../../src/domain/notices/recipient';
import type { CreateIntent } from '../../../src/domain/secrets/intent';
import type { Secret } from '../../../src/domain/secrets/secret';
import type { DetailsInput, OwnerInput, SecretDraft } from '../../../src/domain/secrets/secretDraft';
import { sealKeys } from '../../support/keys';
import { aLocation, anApplication, aPerson } from '../../support/memory/directoryBuilders';
import { unlimited } from '../../support/memory/limiters';
import { MemoryDirectory } from '../../support/memory/memoryDirectory';
import { MemoryStore } from '../../support/memory/memoryStore';
import { MemoryVault } from '../../support/memory/memoryVault';
import { FixedClock } from './fixedClock';
import { MemoryChat } from './memoryChat';

export const TENANT = 'c0de0000-0000-4000-8000-000000000001';
export const ADMIN_GROUP = 'c0de0000-0000-4000-8000-0000000000ad';

/** A tenant with people, one application and two locations, and the domain over it. */
export class DomainWorld {
  readonly clock = new FixedClock();
  readonly directory = new MemoryDirectory(this.clock);
  readonly vault = new MemoryVault();
  readonly store = new MemoryStore();
  readonly chat = new MemoryChat();
  readonly sealer = new AesSealer(sealKeys());
  readonly production = aLocation({ maxLifetimeDays: 365 });
  readonly development = aLocation({
    id: 'dev',
    name: 'Development',
    vaultUrl: 'https://contoso-dev.vault.azure.net',
    maxLifetimeDays: 180,
  });
  readonly alex = aPerson({ displayName: 'Alex Rivera' });
  readonly megan = aPerson({ displayName: 'Megan Osei' });
  readonly lee = aPerson({ displayName: 'Lee Tanaka' });
  readonly nora = aPerson({ displayName: 'Nora Lindqvist' });
  readonly payroll = anApplication({ displayName: 'Payroll API' });
  readonly world: World;
  readonly domain: Domain;
  #wizards = 0;

  constructor() {
    for (const person of [this.alex, this.megan, this.lee, this.nora]) this.directory.addPerson(person);
    this.directory.addGroup(ADMIN_GROUP, [this.nora.objectId]);
    this.directory.addApplication(this.payroll, { ownerIds: [this.alex.objectId] });
    this.world = {
      directory: this.directory,
      vault: this.vault,
      store: this.store,
      sealer: this.sealer,
      chat: this.chat,
      clock: this.clock,
      ids: new RandomIds(),
      pauses: {
        wait: async (ms) => this.clock.advance(ms),
        giveWay: async () => {},
      },
      limiter: unlimited,
      locations: [this.production, this.development],
      adminGroupId: ADMIN_GROUP,
      tenantId: TENANT,
      approvalTimes: { remindAfterHours: 4, escalateAfterHours: 8, decideWithinHours: 48 },
    };
    this.domain = domainOver(this.world);
  }

  /** A process that starts anew over what the old one left, perhaps with other settings. */
  restarted(changes: Partial<World> = {}): Domain {
    return domainOver({ ...this.world, ...changes });
  }

  draft(details: Partial<DetailsInput> = {}, owner: Partial<OwnerInput> = {}): SecretDraft {
    return {
      applicationId: this.payroll.objectId,
      details: {
        name: 'CI deploy',
        description: 'Deploys the payroll service',
        expiration: '2026-08-31',
        locationId: 'prod',
        vault: true,
        share: false,
        ...details,
      },
      owner: { ownerId: this.alex.objectId, preApprove: false, ...owner },
      timeZone: 'Europe/Berlin',
    };
  }

  /** Submits a draft of Alex's in a personal chat, and nothing more. */
  submit(draft: SecretDraft = this.draft(), domain = this.domain): Promise<CreateIntent> {
    this.#wizards += 1;
    return domain.creates.submit(actor(this.alex), draft, {
      wizardId: `wizard-${this.#wizards}`,
      origin: originOf(this.alex),
    });
  }

  /** Creates a secret of Alex's and delivers what must be told. */
  async created(draft: SecretDraft = this.draft()): Promise<{ intent: CreateIntent; secret: Secret }> {
    const { id } = await this.submit(draft);
    await this.domain.creates.fulfil(id);
    await this.domain.outbox.deliverDue();
    const intent = await this.store.records.intents.findCreate(id);
    const secret = intent && (await this.store.records.secrets.find(TENANT, intent.reference));
    if (!intent || !secret) throw new Error(`not created: ${intent?.step} ${intent?.undoReason}`);
    return { intent, secret };
  }

  /** Lets time pass in the steps of the sweep. Graph's, the vault's and the chat's outages may be over by then. */
  async sweepFor(ms: number, every = 15_000, domain = this.domain): Promise<void> {
    for (let passed = 0; passed < ms; passed += every) {
      this.clock.advance(every);
      await domain.sweeper.sweep();
    }
  }

  /** The credentials on the application whose name bears a reference of ours. */
  ownCredentials(application: Application = this.payroll) {
    return this.directory.truth(application.objectId).filter((each) => /\(sb-.{8}\)$/.test(each.displayName ?? ''));
  }
}

/** The person as the verified activity names them. */
export function actor(person: Person): Actor {
  return { tenantId: TENANT, objectId: person.objectId, displayName: person.displayName };
}

/** A command given in the person's own chat with the bot. */
export function originOf(person: Person): Origin {
  return {
    kind: 'personal',
    conversationId: `a:${person.objectId}`,
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    personId: person.objectId,
    teamsId: `29:${person.objectId}`,
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
  };
}
