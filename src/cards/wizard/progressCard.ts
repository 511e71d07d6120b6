import type { Notice, SecretSummary } from '../../domain/notices/notice';
import type { UndoReason } from '../../domain/secrets/intent';
import type { WordKey, Words } from '../../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { type Command, commandLines } from '../commandLines';
import { type Fact, fact, nameFact, secretFacts, shortName } from '../fact';
import { type Line, lines } from '../line';
import { commandsFor } from '../refusalWords';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import template from './progressCard.json';

/** How a wizard goes on after Submit, and how it ends. */
export type Progress =
  | Extract<Notice, { kind: 'creating' | 'created' | 'not_created' | 'create_unclear' | 'wizard_expired' }>
  | { readonly kind: 'cancelled'; readonly applicationName?: string }
  /** The wizard goes on in another message, or was started over: this copy of its card has no buttons any more. */
  | { readonly kind: 'superseded' };

/** "Fulfill Microsoft Entra Application Client Secret", as the card of a submitted create says above its heading. */
export type ProgressCardView = Viewing & { readonly progress: Progress };

/** Nothing was submitted: these are about no secret that is being created. */
const UNTITLED: readonly Progress['kind'][] = ['cancelled', 'wizard_expired', 'superseded'];

interface Filling {
  readonly speak: string;
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  readonly facts: readonly { readonly facts: readonly Fact[] }[];
  readonly actions: readonly Button[];
}

/** What only a refused application needs: how SecretBot comes to manage it. */
type Help = { readonly commands: readonly Command[]; readonly more: readonly Line[] };

const fill = cardTemplate<Filling & Help & { titles: readonly Line[] }>('progressCard', template);

export function progressCard(view: ProgressCardView, words: Words): Card {
  const titles = UNTITLED.includes(view.progress.kind) ? [] : lines(words.text('progress.title'));
  return fill({ ...filling(view, words), ...help(view.progress, words), titles }, words);
}

function filling(view: ProgressCardView, words: Words): Filling {
  const { progress } = view;
  switch (progress.kind) {
    case 'creating':
      return plainState(words, 'progress.creating.speak', 'progress.creating.heading', [
        words.text('progress.creating.text', names(progress.secret)),
        ...(progress.waitsFor ? [words.text('progress.creating.waitsForVault')] : []),
      ]);
    case 'created':
      return created(view, progress, words);
    case 'not_created':
      return notCreated(progress, words);
    case 'create_unclear':
      return unclear(view, progress, words);
    case 'cancelled':
      return { ...ended(progress.applicationName, cancelledKeys, words), actions: [createButton(words)] };
    case 'wizard_expired':
      return { ...ended(progress.applicationName, expiredKeys, words), actions: [createButton(words)] };
    case 'superseded':
      return plainState(words, 'progress.superseded.speak', 'progress.superseded.heading', [
        words.text('progress.superseded.text'),
      ]);
  }
}

function plainState(words: Words, speak: WordKey, heading: WordKey, texts: readonly Markdown[]): Filling {
  return { speak: words.plain(speak), heading: words.text(heading), lines: lines(...texts), facts: [], actions: [] };
}

function created(view: ProgressCardView, notice: Extract<Progress, { kind: 'created' }>, words: Words): Filling {
  const { secret } = notice;
  const facts = [
    ...secretFacts(words, view, secret),
    nameFact(words, 'fact.owner', notice.ownerName),
    fact(words, 'fact.vaulted', words.text(notice.vaulted ? 'secret.vaultedYes' : 'secret.vaultedNo')),
  ];
  return {
    ...plainState(words, 'progress.created.speak', 'progress.created.heading', [
      words.text('progress.created.text', names(secret)),
      words.text('progress.created.keep', names(secret)),
    ]),
    facts: [{ facts }],
    actions: [executeButton(words, 'secret/show', { reference: secret.reference }, { title: 'button.show' })],
  };
}

const reasons: Record<UndoReason, WordKey> = {
  interrupted: 'progress.notCreated.interrupted',
  refused: 'progress.notCreated.refused',
  graph_failed: 'progress.notCreated.graphFailed',
  vault_failed: 'progress.notCreated.vaultFailed',
  unreachable: 'progress.notCreated.unreachable',
  chat_failed: 'progress.notCreated.chatFailed',
};

/** What was removed again must have been created: what did not come was Microsoft Entra's answer. */
function reasonKey({ reason, undone, gap }: Extract<Progress, { kind: 'not_created' }>): WordKey {
  if (gap) return 'progress.notCreated.cannotServe';
  return reason === 'graph_failed' && undone ? 'progress.notCreated.graphAnswerLost' : reasons[reason];
}

function help(progress: Progress, words: Words): Help {
  const gap = progress.kind === 'not_created' ? progress.gap : undefined;
  if (!gap) return { commands: [], more: [] };
  return {
    commands: commandLines(commandsFor(gap), words),
    more: lines(words.text('refusal.servePermission'), words.text('progress.notCreated.again')),
  };
}

function notCreated(notice: Extract<Progress, { kind: 'not_created' }>, words: Words): Filling {
  const again = notice.reason === 'unreachable' ? 'progress.notCreated.againReachable' : 'progress.notCreated.again';
  return {
    ...plainState(words, 'progress.notCreated.speak', 'progress.notCreated.heading', [
      words.text(reasonKey(notice), names(notice.secret)),
      words.text(notice.undone ? 'progress.notCreated.undone' : 'progress.notCreated.nothing'),
      words.text(notice.gap ? 'refusal.serve' : again),
    ]),
    actions: [
      executeButton(
        words,
        'create/again',
        { intent: notice.intentId },
        { title: 'button.createAgain', style: 'positive' },
      ),
    ],
  };
}

function unclear(
  { timeZone }: ProgressCardView,
  notice: Extract<Progress, { kind: 'create_unclear' }>,
  words: Words,
): Filling {
  const { restoredFrom } = notice;
  const keys = notice.keyIds.map((keyId) => ({ title: words.text('fact.keyId'), value: escapeMarkdown(keyId) }));
  return {
    ...plainState(words, 'progress.unclear.speak', 'progress.unclear.heading', [
      ...(restoredFrom
        ? [
            words.text('progress.unclear.restored', {
              at: words.dateTime(restoredFrom, timeZone),
              ...names(notice.secret),
            }),
            words.text('progress.unclear.restoredWhat'),
          ]
        : [
            words.text('progress.unclear.text', names(notice.secret)),
            words.text(keys.length > 0 ? 'progress.unclear.text2' : 'progress.unclear.noKeys'),
          ]),
    ]),
    facts: keys.length > 0 ? [{ facts: keys }] : [],
  };
}

interface EndedKeys {
  readonly speak: WordKey;
  readonly heading: WordKey;
  readonly text: WordKey;
  readonly textFor: WordKey;
}

const cancelledKeys: EndedKeys = {
  speak: 'progress.cancelled.speak',
  heading: 'progress.cancelled.heading',
  text: 'progress.cancelled.text',
  textFor: 'progress.cancelled.textFor',
};

const expiredKeys: EndedKeys = {
  speak: 'progress.expired.speak',
  heading: 'progress.expired.heading',
  text: 'progress.expired.text',
  textFor: 'progress.expired.textFor',
};

function ended(applicationName: string | undefined, keys: EndedKeys, words: Words): Filling {
  const text =
    applicationName === undefined
      ? words.text(keys.text)
      : words.text(keys.textFor, { application: shortName(applicationName) });
  return plainState(words, keys.speak, keys.heading, [text]);
}

function createButton(words: Words): Button {
  return executeButton(words, 'create/start', {}, { title: 'button.create' });
}

function names(secret: SecretSummary): { secret: string; application: string; reference: string } {
  return {
    secret: shortName(secret.name),
    application: shortName(secret.applicationName),
    reference: secret.reference,
  };
}
