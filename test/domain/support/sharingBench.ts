import type { Person } from '../../../src/domain/actor';
import type { Domain } from '../../../src/domain/domain';
import type { CarrierState, RequestNoticeState } from '../../../src/domain/notices/notice';
import type { Store } from '../../../src/domain/records';
import type { Secret } from '../../../src/domain/secrets/secret';
import type { RequestView } from '../../../src/domain/sharing/sharingViews';
import type { Location } from '../../../src/domain/vaulting/location';
import { aPerson } from '../../support/memory/directoryBuilders';
import { actor, DomainWorld, originOf, TENANT } from './domainWorld';

/** What a bench may be built over instead of memory, and with which rules of the location. */
export interface BenchSettings {
  readonly store?: Store;
  readonly location?: Partial<Location>;
}

/** A tenant in which Alex made a vaulted, shared secret that Megan owns; Nora and Priya approve for its location. */
export class SharingBench {
  readonly world: DomainWorld;
  readonly domain: Domain;
  readonly store: Store;
  readonly location: Location;
  readonly priya = aPerson({ displayName: 'Priya Nair' });
  #names = 0;

  constructor({ store, location }: BenchSettings = {}, world = new DomainWorld()) {
    this.world = world;
    this.world.directory.addPerson(this.priya);
    const approvers = [this.world.nora.objectId, this.priya.objectId];
    this.location = { ...this.world.production, approvers, maxGrantHours: 24, ...location };
    this.store = store ?? this.world.store;
    this.domain = this.world.restarted({ store: this.store, locations: [this.location] });
  }

  /** A secret of Alex's making, Megan's unless said otherwise, whose creation ticket is over. */
  async secret(details: { share?: boolean; preApprove?: boolean; owner?: Person } = {}): Promise<Secret> {
    const { share = true, preApprove = false, owner = this.world.megan } = details;
    this.#names += 1;
    const draft = this.world.draft({ name: `secret ${this.#names}`, share }, { ownerId: owner.objectId, preApprove });
    const { id, reference } = await this.world.submit(draft, this.domain);
    await this.domain.creates.fulfil(id);
    await this.store.records.tickets.end(id, 'cancelled', this.world.clock.now());
    await this.told();
    return this.now({ reference });
  }

  /** The secret as it is stored now. */
  async now({ reference }: Pick<Secret, 'reference'>): Promise<Secret> {
    const secret = await this.store.records.secrets.find(TENANT, reference);
    if (!secret) throw new Error('no such secret');
    return secret;
  }

  /** Somebody asks for access, Lee unless said otherwise. */
  async ask(secret: Secret, { by = this.world.lee, hours = '4' } = {}): Promise<RequestView> {
    const view = await this.domain.requests.ask(
      actor(by),
      secret.reference,
      { hours, reason: 'Deploy is broken' },
      originOf(by),
    );
    await this.told();
    return view;
  }

  async approve(by: Person, { request }: RequestView, hours?: string): Promise<RequestView> {
    const view = await this.domain.decisions.approve(actor(by), request.id, hours);
    await this.told();
    return view;
  }

  /** Lee asked and Megan approved. */
  async granted(secret: Secret, hours = '4') {
    const view = await this.ask(secret, { hours });
    await this.approve(this.world.megan, view);
    const [grant] = await this.store.records.grants.ofSecret(TENANT, secret.reference);
    if (!grant) throw new Error('no grant');
    return { grant, view };
  }

  reveal(by: Person, ticketId: string) {
    return this.domain.reveals.reveal(actor(by), ticketId, undefined, this.world.clock.now());
  }

  /** Delivers what must be told. */
  async told(): Promise<void> {
    await this.domain.outbox.deliverDue();
  }

  /** How a person's card of the request stands. */
  card(person: Person, { request }: RequestView): RequestNoticeState | undefined {
    const notice = this.world.chat.shown(person.objectId, `request:${request.id}`);
    return notice?.kind === 'request' ? notice.state : undefined;
  }

  /** How a person's carrier stands. */
  carrier(person: Person, ticketId: string): CarrierState | undefined {
    const notice = this.world.chat.shown(person.objectId, `carrier:${ticketId}`);
    return notice?.kind === 'carrier' ? notice.state : undefined;
  }

  /** The secret's audit, oldest first. */
  async audit({ reference }: Secret): Promise<readonly string[]> {
    const rows = await this.store.records.audit.ofSecret(TENANT, reference, 200);
    return rows.map((row) => row.action).reverse();
  }
}

/** What a promise failed with, as code and details. */
export async function failure(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'details' in error) {
      return { code: error.code, details: error.details };
    }
    throw error;
  }
  return 'nothing';
}
