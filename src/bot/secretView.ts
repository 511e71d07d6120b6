import type { AccessLine, SecretCardView, SeenLine } from '../cards/secretCard';
import type { Actor } from '../domain/actor';
import { isDomainError } from '../domain/errors';
import type { PeopleService } from '../domain/people/peopleService';
import type { SecretView } from '../domain/secrets/catalogueViews';
import type { Turn } from './turn';
import { viewing } from './views';

type FullView = Extract<SecretView, { kind: 'full' }>;

/** One secret as its card shows it, with people by name. */
export async function secretView(
  turn: Turn,
  view: SecretView,
  people: Pick<PeopleService, 'verify'>,
): Promise<SecretCardView> {
  if (view.kind === 'shared') {
    const { mayRequest: canRequest, ...shared } = view;
    return { ...viewing(turn), ...shared, canRequest };
  }
  const names = await namesIn(turn.actor, view, people);
  return {
    ...viewing(turn),
    kind: 'full',
    secret: view.secret,
    locationName: view.location?.name ?? view.secret.locationId,
    history: view.history.map(({ at, action, actorId }) => {
      const by = names.get(actorId);
      return { at, action, ...(by !== undefined && { by }) };
    }),
    seenBy: seenBy(view, names),
    access: view.access.filter(({ grant }) => grant.state === 'live').map(accessLine),
    canDelete: view.actions.delete,
    canRequest: view.actions.request,
    canShare: view.actions.share,
    lastUse: view.lastUse,
    ...(view.actions.notSeen && { notSeen: { ticketId: view.actions.notSeen.ticketId } }),
  };
}

/** Each person once, with the last time; the latest first. */
function seenBy({ tickets }: FullView, names: ReadonlyMap<string, string>): readonly SeenLine[] {
  const latest = new Map<string, Date>();
  for (const { ticket } of tickets) {
    const before = latest.get(ticket.personId);
    if (ticket.shownAt && (!before || before < ticket.shownAt)) latest.set(ticket.personId, ticket.shownAt);
  }
  return [...latest]
    .map(([id, at]) => ({ name: names.get(id) ?? id, at }))
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

function accessLine({ grant, seenAt, canRevoke }: FullView['access'][number]): AccessLine {
  const { id: grantId, person, endsAt: until } = grant;
  return { grantId, personName: person.displayName, until, canRevoke, ...(seenAt && { seenAt }) };
}

/** Names of everybody the card mentions; people the directory no longer knows have none. */
async function namesIn(
  actor: Actor,
  view: FullView,
  people: Pick<PeopleService, 'verify'>,
): Promise<ReadonlyMap<string, string>> {
  const { owner, creator } = view.secret;
  const names = new Map([owner, creator, actor].map(({ objectId, displayName }) => [objectId, displayName]));
  const mentioned = [
    ...view.history.map(({ actorId }) => actorId),
    ...view.tickets.map(({ ticket }) => ticket.personId),
  ];
  const unknown = new Set(mentioned.filter((id) => id !== 'system' && !names.has(id)));
  for (const objectId of unknown) {
    const name = await nameOf({ tenantId: actor.tenantId, objectId, displayName: '' }, people);
    if (name !== undefined) names.set(objectId, name);
  }
  return names;
}

async function nameOf(person: Actor, people: Pick<PeopleService, 'verify'>): Promise<string | undefined> {
  try {
    return (await people.verify(person)).displayName;
  } catch (error) {
    if (isDomainError(error, 'not_found')) return undefined;
    throw error;
  }
}
