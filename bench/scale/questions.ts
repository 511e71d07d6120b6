import { RandomIds } from '../../src/adapters/system';
import { WizardExpiry } from '../../src/dialogs/wizardExpiry';
import type { Actor } from '../../src/domain/actor';
import type { Domain } from '../../src/domain/domain';
import type { Filled } from './databases';
import { applicationsOf, expiryOf, peopleOf, referenceOf } from './fill';

/** A filled database with the domain over it. */
export interface Place extends Filled {
  readonly domain: Domain;
}

/** What costs more the more there is, if it is done wrongly: each time for somebody else, or about something else. */
export const questions: Readonly<Record<string, (place: Place) => Promise<unknown>>> = {
  list: (place) => list(place, 'mine'),
  'list expiring': (place) => list(place, 'expiring'),
  'list shared, first page': (place) => list(place, 'shared'),
  'list shared, a page anywhere': (place) => list(place, 'shared', cursorIn(place)),
  'list all, first page': (place) => list(place, 'all'),
  'list all, a page anywhere': (place) => list(place, 'all', cursorIn(place)),
  'list app': (place) => list(place, 'app'),
  'search by name': (place) => place.domain.catalogue.show(somebody(place), `Secret ${someSecret(place)}`),
  'show by reference': (place) => place.domain.catalogue.show(somebody(place), referenceOf(someSecret(place))),
  'typeahead of people': ({ domain, ...place }) => domain.people.search(somebody(place), 'so'),
  'sweep, nothing due': sweep,
  'expiry scan, nothing to retire': ({ database, fill }) => {
    const expired = { tenantId: fill.tenantId, expiresBefore: database.clock.now(), vaulted: true } as const;
    return database.store.records.secrets.list(expired, 100);
  },
};

/** Too long for many repetitions. */
export const longQuestions: Readonly<Record<string, (place: Place) => Promise<unknown>>> = {
  'figures for `/metrics`': ({ database }) => database.figures(),
};

/** All that the sweep of a running bot does besides the audit's heads. Its daily looks are over when it is measured. */
async function sweep({ database, domain }: Place): Promise<void> {
  const { botStorage: storage, store, clock } = database;
  await new WizardExpiry({ storage, store, ids: new RandomIds() }).sweep(clock.now());
  await domain.sweeper.sweep();
}

function list(place: Place, scope: 'mine' | 'expiring' | 'shared' | 'all' | 'app', after?: string) {
  const application = scope === 'app' ? { application: `app-${below(applicationsOf(place.fill.count))}` } : {};
  return place.domain.catalogue.list(somebody(place), { scope, ...application, ...(after ? { after } : {}) });
}

function somebody({ fill }: Filled): Actor {
  const objectId = `person-${below(peopleOf(fill.count))}`;
  return { tenantId: fill.tenantId, objectId, displayName: 'Somebody' };
}

function cursorIn(place: Filled): string {
  const n = someSecret(place);
  return `${expiryOf(place.fill, n)}_${referenceOf(n)}`;
}

const someSecret = ({ fill }: Filled): number => 1 + below(fill.count);
const below = (limit: number): number => Math.floor(Math.random() * limit);
