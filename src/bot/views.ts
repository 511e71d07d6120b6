import type { DeleteCardView } from '../cards/deleteCard';
import type { HelpCardView } from '../cards/helpCard';
import type { ListRow as CardRow, ListCardView } from '../cards/listCard';
import type { Viewing } from '../cards/renderCard';
import type { ListQuery, ListRow, SecretList } from '../domain/secrets/catalogueViews';
import type { DeleteQuestion, DeleteTarget } from '../domain/secrets/deleteService';
import { commands } from './commands';
import type { Turn } from './turn';

/** When and where the person looks at a card. */
export function viewing(turn: Pick<Turn, 'now' | 'origin'>): Viewing {
  return { now: turn.now, timeZone: turn.origin.timeZone };
}

/** The command table as the help card shows it. */
export function helpView(turn: Pick<Turn, 'origin'>): HelpCardView {
  return { commands, place: turn.origin.kind };
}

/** One page of a list as its card shows it. */
export function listView(turn: Turn, query: ListQuery, list: SecretList): ListCardView {
  const { application, next } = list;
  return {
    ...viewing(turn),
    scope: list.scope,
    ...(application && { application: { query: application.appId, displayName: application.displayName } }),
    rows: list.rows.map(rowView),
    ...(next !== undefined && { next }),
    first: query.after === undefined,
  };
}

function rowView(row: ListRow): CardRow {
  if (row.kind === 'shared') {
    const { mayRequest: canRequest, ...shared } = row;
    return { ...shared, canRequest };
  }
  if (row.kind === 'foreign') {
    const { kind, applicationId, keyId, name, hint, expiresAt } = row;
    return {
      ...{ kind, applicationId, keyId, expiresAt, canDelete: true },
      ...(name !== undefined && { name }),
      ...(hint !== undefined && { hint }),
    };
  }
  const { secret } = row;
  return {
    kind: 'secret',
    reference: secret.reference,
    name: secret.name,
    applicationName: secret.application.displayName,
    ownerName: secret.owner.displayName,
    expiresAt: secret.expiresAt,
    vaulted: secret.vaultEntry !== undefined,
    shared: secret.sharing,
    canDelete: row.mayDelete,
    canRequest: row.mayRequest,
  };
}

/** What a delete is about, as its card shows it. */
export function deleteView(turn: Turn, question: DeleteQuestion, state: DeleteCardView['state']): DeleteCardView {
  return {
    ...viewing(turn),
    target: cardTarget(question.target),
    name: question.name,
    applicationName: question.applicationName,
    state,
  };
}

function cardTarget(target: DeleteTarget): DeleteCardView['target'] {
  return 'reference' in target ? { kind: 'secret', ...target } : { kind: 'foreign', ...target };
}
