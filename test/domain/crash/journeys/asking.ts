import type { Person } from '../../../../src/domain/actor';
import type { AccessRequest } from '../../../../src/domain/sharing/accessRequest';
import { actor, originOf, TENANT } from '../../support/domainWorld';
import { HOUR } from '../../support/fixedClock';
import type { Stage } from '../../support/stage';
import { type Act, type Journey, mustKnow } from './journey';

const PRE_APPROVE = { wanted: { preApprove: true }, reason: 'On call now' };

/** What comes of a request that Lee or Megan made: how it stands, once everybody concerned has the card of it. */
async function requestState(stage: Stage): Promise<string> {
  const request = await newest(stage);
  if (!request) return 'never asked';
  const subject = `request:${request.id}` as const;
  const asked = stage.people.filter(({ objectId }) => request.approverIds.includes(objectId));
  for (const person of asked) mustKnow(stage, person, 'request', subject);
  const requester = stage.people.find(({ objectId }) => objectId === request.requester.objectId);
  if (requester && !stage.isAnswered) mustKnow(stage, requester, 'request', subject);
  return request.state === 'open' ? `open, ${request.approvals.length} said yes` : request.state;
}

async function newest({ bench, world }: Stage): Promise<AccessRequest | undefined> {
  const made = (by: Person) => bench.store.records.requests.madeBy(TENANT, by.objectId, 1);
  return [...(await made(world.lee)), ...(await made(world.megan))][0];
}

/** Lee's request, open. */
async function asked(stage: Stage): Promise<string> {
  const { request } = await stage.bench.ask(await stage.bench.secret());
  return request.id;
}

/** Megan's wish to be pre-approved for her own secret, open: the location's approvers decide it. */
async function wished({ world, bench }: Stage): Promise<string> {
  const { reference } = await bench.secret();
  const origin = originOf(world.megan);
  const outcome = await bench.domain.settings.change(actor(world.megan), { reference, ...PRE_APPROVE, origin });
  if (outcome.kind !== 'waits') throw new Error('expected a request');
  await bench.told();
  return outcome.request.request.id;
}

/** A click, and what the outbox then brings. */
function told(click: Act): Act {
  return async (domain) => {
    await click(domain);
    await domain.outbox.deliverDue();
  };
}

function decision(
  name: string,
  of: { readonly approvals?: number; readonly open: (stage: Stage) => Promise<string> },
  click: (stage: Stage, requestId: string) => Act,
  endings: readonly string[],
): Journey {
  const { approvals = 1, open } = of;
  const set = async (stage: Stage) => told(click(stage, await open(stage)));
  return { name, approvals, set, ending: requestState, endings };
}

function request(name: string, approvals: number): Journey {
  return {
    name,
    approvals,
    set: async (stage) => {
      const { world, bench } = stage;
      const { reference } = await bench.secret();
      const wanted = { hours: '4', reason: 'Deploy is broken' };
      return told(async (domain) => {
        const view = await domain.requests.ask(actor(world.lee), reference, wanted, originOf(world.lee));
        await stage.answer(domain, view.request.id);
      });
    },
    ending: requestState,
    endings: ['never asked', 'open, 0 said yes'],
  };
}

/** Lee's request of so many hours ago, and the sweep that looks at it. */
function late(name: string, hours: number, endings: readonly string[]): Journey {
  const set = async (stage: Stage): Promise<Act> => {
    await asked(stage);
    stage.world.clock.advance(hours * HOUR);
    return (domain) => domain.sweeper.sweep();
  };
  return { name, set, ending: requestState, endings };
}

/** Requests and what comes of them. */
export const asking: readonly Journey[] = [
  request('a request', 1),
  request('a request that two must approve', 2),
  {
    name: 'a wish for settings that waits for approvers',
    set: async (stage) => {
      const { world, bench } = stage;
      const { reference } = await bench.secret();
      const wish = { reference, ...PRE_APPROVE, origin: originOf(world.megan) };
      return told(async (domain) => {
        const outcome = await domain.settings.change(actor(world.megan), wish);
        if (outcome.kind === 'waits') await stage.answer(domain, outcome.request.request.id);
      });
    },
    ending: requestState,
    endings: ['never asked', 'open, 0 said yes'],
  },
  decision(
    'an approval',
    { open: asked },
    (stage, id) => (domain) => domain.decisions.approve(actor(stage.world.megan), id, '2'),
    ['approved', 'open, 0 said yes'],
  ),
  decision(
    'a denial',
    { open: asked },
    (stage, id) => (domain) => domain.decisions.deny(actor(stage.world.megan), id, 'Use the pipeline'),
    ['denied', 'open, 0 said yes'],
  ),
  decision(
    'the approvals of two',
    { approvals: 2, open: asked },
    ({ world, bench }, id) =>
      async (domain) => {
        await domain.decisions.approve(actor(world.megan), id, '2');
        await domain.outbox.deliverDue();
        await domain.decisions.approve(actor(bench.priya), id, '1');
      },
    ['approved', 'open, 0 said yes', 'open, 1 said yes'],
  ),
  decision(
    'an approval that makes an owner pre-approved',
    { open: wished },
    ({ bench }, id) =>
      (domain) =>
        domain.decisions.approve(actor(bench.priya), id),
    ['approved', 'open, 0 said yes'],
  ),
  decision(
    'taking a request back',
    { open: asked },
    (stage, id) => (domain) => domain.requests.withdraw(actor(stage.world.lee), id),
    ['open, 0 said yes', 'withdrawn'],
  ),
  late('reminding an approver', 4, ['open, 0 said yes']),
  late('asking the approvers of the location, too', 8, ['open, 0 said yes']),
  late('the end of a request that nobody decided', 48, ['expired']),
];
