import type { Person } from '../../../../src/domain/actor';
import { actor, originOf } from '../../support/domainWorld';
import { DAY, HOUR } from '../../support/fixedClock';
import type { Stage } from '../../support/stage';
import type { Journey } from './journey';

/** Somebody who has a ticket presses Show value; over both endings the value is out once at most. */
function reveal(name: string, ready: (stage: Stage) => Promise<Person>, endings = ['shown']): Journey {
  return {
    name: `a reveal ${name}`,
    set: async (stage) => {
      const person = await ready(stage);
      const { id } = stage.ticketOf(person);
      return async (domain) => {
        await stage.show(domain, person, id);
        await domain.outbox.deliverDue();
      };
    },
    ending: ticketState,
    endings,
  };
}

/** As everybody has tried to open everything by now, a ticket that could be opened was. */
async function ticketState({ bench, ledger }: Stage): Promise<string> {
  const newest = ledger.tickets.at(-1);
  return (newest && (await bench.store.records.tickets.find(newest.id)))?.state ?? 'missing';
}

async function created({ world, bench }: Stage, vault: boolean): Promise<Person> {
  const { id } = await world.submit(world.draft({ vault }), bench.domain);
  await bench.domain.creates.fulfil(id);
  await bench.told();
  return world.alex;
}

async function granted({ world, bench }: Stage): Promise<Person> {
  await bench.granted(await bench.secret());
  return world.lee;
}

/** Reveals by every cause of a ticket, and what people do after one. */
export const seeing: readonly Journey[] = [
  reveal('of a vaulted value by its creator', (stage) => created(stage, true)),
  reveal('of an unvaulted value', (stage) => created(stage, false), ['expired', 'shown']),
  reveal('by a grant', granted),
  reveal('by pre-approval', async ({ world, bench }) => {
    await bench.secret({ preApprove: true });
    return world.megan;
  }),
  {
    name: 'saying that the value is stored',
    set: async (stage) => {
      const alex = await created(stage, true);
      const { id } = stage.ticketOf(alex);
      await stage.show(stage.bench.domain, alex, id);
      return async (domain) => {
        await domain.reveals.stored(actor(alex), id);
        await domain.outbox.deliverDue();
      };
    },
    ending: async ({ bench, ledger }) => {
      const ticket = await bench.store.records.tickets.find(ledger.tickets[0]?.id ?? '');
      return ticket?.confirmedAt ? 'stored' : 'shown';
    },
    endings: ['shown', 'stored'],
  },
  {
    name: 'saying that a vaulted value was not seen',
    set: async (stage) => {
      const { megan } = stage.world;
      await stage.bench.secret({ preApprove: true });
      const { id } = stage.ticketOf(megan);
      await stage.show(stage.bench.domain, megan, id);
      await stage.bench.told();
      return async (domain) => {
        await domain.reveals.notSeen(actor(megan), id, originOf(megan));
        await domain.outbox.deliverDue();
      };
    },
    ending: async ({ ledger }) => (ledger.tickets.at(-1)?.cause === 'not_seen' ? 'a new card' : 'never begun'),
    endings: ['a new card', 'never begun'],
  },
  {
    name: 'a pre-approved owner who looks again',
    set: async (stage) => {
      const { megan } = stage.world;
      const { reference } = await stage.bench.secret({ preApprove: true });
      await stage.show(stage.bench.domain, megan, stage.ticketOf(megan).id);
      await stage.bench.told();
      return async (domain) => {
        await domain.looks.take(actor(megan), reference, originOf(megan));
        await domain.outbox.deliverDue();
      };
    },
    ending: async ({ ledger }) => `${ledger.tickets.filter((one) => one.cause === 'pre_approval').length} cards`,
    endings: ['1 cards', '2 cards'],
  },
  {
    name: 'the end of a ticket that nobody used',
    set: async (stage) => {
      await created(stage, true);
      stage.world.clock.advance(DAY);
      return (domain) => domain.sweeper.sweep();
    },
    ending: ticketState,
    endings: ['expired'],
  },
  {
    name: 'the end of a grant',
    set: async (stage) => {
      await granted(stage);
      stage.world.clock.advance(4 * HOUR);
      return (domain) => domain.sweeper.sweep();
    },
    ending: ticketState,
    endings: ['expired'],
  },
];
