import type { Doer } from '../cards/historyLines';
import type { AccessLine, SecretCardView, SeenLine } from '../cards/secretCard';
import type { Actor } from '../domain/actor';
import type { PeopleService } from '../domain/people/peopleService';
import type { SecretView } from '../domain/secrets/catalogueViews';
import { historyPage, mentionedIn } from './historyView';
import { namesOf } from './namesOf';
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
    history: historyPage(view.history, names),
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
function seenBy({ tickets }: FullView, names: ReadonlyMap<string, Doer>): readonly SeenLine[] {
  const latest = new Map<string, Date>();
  for (const { ticket } of tickets) {
    const before = latest.get(ticket.personId);
    if (ticket.shownAt && (!before || before < ticket.shownAt)) latest.set(ticket.personId, ticket.shownAt);
  }
  return [...latest]
    .map(([id, at]) => ({ name: nameIn(names, id), at }))
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

function accessLine({ grant, seenAt, canRevoke }: FullView['access'][number]): AccessLine {
  const { id: grantId, person, endsAt: until } = grant;
  return { grantId, personName: person.displayName, until, canRevoke, ...(seenAt && { seenAt }) };
}

/** An administrator can still look up the id of somebody who left. */
function nameIn(names: ReadonlyMap<string, Doer>, id: string): string {
  const known = names.get(id);
  return known === undefined || known === 'left' ? id : known.name;
}

/** Names of everybody the card mentions. */
function namesIn(
  { tenantId, objectId, displayName }: Actor,
  { history, tickets }: FullView,
  people: Pick<PeopleService, 'verify'>,
): Promise<ReadonlyMap<string, Doer>> {
  const ids = [...mentionedIn(history), ...tickets.map(({ ticket }) => ticket.personId)];
  return namesOf({ tenantId, ids, known: new Map(history.names).set(objectId, displayName) }, people);
}
