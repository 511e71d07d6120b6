import type { Words } from '../../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { shortName } from '../fact';
import { type Line, lines } from '../line';
import type { Viewing } from '../renderCard';
import type { AccessLine } from '../secretCard';

/** One person with access, as the card of a secret draws it. */
export interface AccessRow {
  readonly name: Markdown;
  readonly lines: readonly Line[];
  readonly actions: readonly Button[];
}

/** As many as fit the card of a secret. */
const MOST_ROWS = 10;

export function accessRows(access: readonly AccessLine[], view: Viewing, words: Words): readonly AccessRow[] {
  return access.slice(0, MOST_ROWS).map((line) => ({
    name: escapeMarkdown(shortName(line.personName)),
    lines: lines(stateText(line, view, words)),
    actions: line.canRevoke
      ? [executeButton(words, 'grant/revoke', { grant: line.grantId }, { title: 'button.revoke' })]
      : [],
  }));
}

/** That there are more than the card shows. */
export function moreAccess(access: readonly AccessLine[], words: Words): readonly Line[] {
  const count = access.length - MOST_ROWS;
  return count > 0 ? lines(words.text('secret.moreAccess', { count })) : [];
}

function stateText({ until, seenAt }: AccessLine, { now, timeZone }: Viewing, words: Words): Markdown {
  const end = words.time(until, now, timeZone);
  return seenAt === undefined
    ? words.text('secret.canOpen', { until: end })
    : words.text('secret.hasOpened', { until: end, at: words.time(seenAt, now, timeZone) });
}
