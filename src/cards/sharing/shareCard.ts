import type { Fault } from '../../domain/errors';
import type { RequestSummary, SecretSummary } from '../../domain/notices/notice';
import type { Origin } from '../../domain/notices/recipient';
import type { Words } from '../../messages/catalogue';
import { type Markdown, plainLine } from '../../messages/escapeMarkdown';
import { type Button, executeButton } from '../buttons';
import { type Fact, fact, nameFact, secretFacts, shortName, yesNoFact } from '../fact';
import { faultLines } from '../faultText';
import { type Line, lines } from '../line';
import { type Card, cardTemplate, type Viewing } from '../renderCard';
import { type PeopleDataset, peopleDataset } from '../wizard/ownerCard';
import template from './shareCard.json';
import { type Choice, secretNames, wishFacts } from './wishWords';

/** The settings of a secret after its creation: who owns it, who may know of it and ask for it. */
export type ShareCardView = Viewing & {
  readonly secret: SecretSummary;
  readonly state:
    | {
        readonly kind: 'ask';
        /** Whether the value is vaulted: sharing and pre-approval need it. */
        readonly vaulted: boolean;
        /** The search: Teams' own people picker in personal chats, ours elsewhere. */
        readonly where: Origin['kind'];
        /** What was chosen, or the settings as they are; shown again, fitting or not. */
        readonly typed: {
          readonly share: boolean;
          readonly preApprove: boolean;
          readonly ownerId: string;
          readonly reason: string;
        };
        /** The person of `typed.ownerId`, so that their name can be shown; left out where it is nobody. */
        readonly chosen?: { readonly objectId: string; readonly displayName: string };
        /** This person's change that waits for approvers. A change that begins to wait is shown by requestStateCard. */
        readonly pending?: RequestSummary;
        readonly faults: readonly Fault[];
      }
    | {
        readonly kind: 'changed';
        readonly sharing: boolean;
        readonly preApproved: boolean;
        readonly ownerName: string;
      };
};

type Asking = Extract<ShareCardView['state'], { kind: 'ask' }>;
type Changed = Extract<ShareCardView['state'], { kind: 'changed' }>;

/** The fields; `toggles` is one for a vaulted secret, else none. */
interface Form {
  readonly dataset: PeopleDataset;
  readonly choices: readonly Choice[];
  readonly owner: string;
  readonly reason: string;
  readonly toggles: readonly {
    readonly share: string;
    readonly preApprove: string;
    readonly faults: ReturnType<typeof faultLines>;
  }[];
  readonly unvaulted: readonly Line[];
  readonly faults: ReturnType<typeof faultLines>;
}

interface Filling {
  readonly speak: string;
  readonly heading: Markdown;
  readonly lines: readonly Line[];
  readonly facts: readonly Fact[];
  readonly pending: readonly {
    readonly text: Markdown;
    readonly facts: readonly Fact[];
    readonly actions: readonly Button[];
  }[];
  readonly form: readonly Form[];
  readonly actions: readonly Button[];
}

const LONGEST_TYPED = 2000;

const fill = cardTemplate<Filling>('shareCard', template);

export function shareCard(view: ShareCardView, words: Words): Card {
  const { state } = view;
  return fill(state.kind === 'ask' ? asking(view, state, words) : changed(view, state, words), words);
}

function asking(view: ShareCardView, state: Asking, words: Words): Filling {
  const { reference } = view.secret;
  return {
    speak: words.plain('share.speak'),
    heading: words.text('share.heading', secretNames(view.secret)),
    lines: [],
    facts: secretFacts(words, view, view.secret),
    pending: state.pending ? [pending(view, state.pending, words)] : [],
    form: [form(state, words)],
    actions: [
      executeButton(words, 'share/save', { reference }, { title: 'button.save', style: 'positive' }),
      executeButton(words, 'secret/show', { reference }, { title: 'button.notNow', inputs: 'none' }),
    ],
  };
}

function form({ vaulted, where, typed, chosen, faults }: Asking, words: Words): Form {
  const sentences = faultLines(faults, words);
  return {
    dataset: peopleDataset(where),
    choices: chosen ? [{ title: plainLine(shortName(chosen.displayName)), value: chosen.objectId }] : [],
    owner: typed.ownerId.slice(0, LONGEST_TYPED),
    reason: typed.reason.slice(0, LONGEST_TYPED),
    toggles: vaulted ? [{ share: String(typed.share), preApprove: String(typed.preApprove), faults: sentences }] : [],
    unvaulted: vaulted ? [] : lines(words.text('share.notVaulted')),
    faults: sentences,
  };
}

function pending(view: ShareCardView, request: RequestSummary, words: Words): Filling['pending'][number] {
  const decideBy = words.time(request.decideBy, view.now, view.timeZone);
  const look = { title: 'button.withdraw', inputs: 'none' } as const;
  return {
    text: words.text('share.pending', { decideBy }),
    facts: wishFacts(request.wish, words),
    actions: [executeButton(words, 'request/withdraw', { request: request.id }, look)],
  };
}

function changed(view: ShareCardView, state: Changed, words: Words): Filling {
  const { reference } = view.secret;
  return {
    speak: words.plain('share.changedSpeak'),
    heading: words.text('share.changedHeading'),
    lines: lines(words.text('share.changed', secretNames(view.secret))),
    facts: [
      nameFact(words, 'fact.reference', reference),
      fact(words, 'fact.sharing', words.text(state.sharing ? 'fact.on' : 'fact.off')),
      yesNoFact(words, 'fact.preApproved', state.preApproved),
      nameFact(words, 'fact.owner', state.ownerName),
    ],
    pending: [],
    form: [],
    actions: [executeButton(words, 'secret/show', { reference }, { title: 'button.show' })],
  };
}
