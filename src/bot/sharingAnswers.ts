import type { ExecutePayload } from '../cards/actions';
import type { Card } from '../cards/renderCard';
import { requestCard } from '../cards/sharing/requestCard';
import { type RequestStateCardView, requestStateCard } from '../cards/sharing/requestStateCard';
import { requestsCard } from '../cards/sharing/requestsCard';
import type { Fault } from '../domain/errors';
import type { RequestView } from '../domain/sharing/sharingViews';
import { faultsIn, sentenceCard } from './answers';
import type { BotDeps } from './deps';
import type { RequestText } from './requestText';
import type { Turn } from './turn';
import { viewing } from './views';

/** A card; with the request whose card it is, where it is one's. */
export interface SharingAnswer {
  readonly card: Card;
  readonly about?: RequestView;
}

/** What was typed for a request: for how long and why. */
type Typed = Omit<RequestText, 'secret'>;
type Decision = ExecutePayload<'request/approve' | 'request/deny'>;
type Mending = NonNullable<RequestStateCardView['mending']>;

/** Requests, decisions and grants: one service call, one card, the same for a command and for a button. */
export class SharingAnswers {
  constructor(readonly deps: Pick<BotDeps, 'requests' | 'looks' | 'decisions' | 'grants' | 'freezes'>) {}

  /** A pre-approved owner gets a card at once; else asks straight away where a reason was given, or by the form. */
  async request(turn: Turn, { secret, ...typed }: RequestText): Promise<SharingAnswer> {
    if (await this.deps.looks.take(turn.actor, secret, turn.origin)) {
      return { card: sentenceCard(turn, { kind: 'look_again' }) };
    }
    return typed.reason === undefined ? this.requestForm(turn, secret, typed) : this.ask(turn, secret, typed);
  }

  /** What is missing for a request; the request that is open, where there is one. */
  async requestForm(
    turn: Turn,
    text: string,
    typed: Typed = {},
    faults: readonly Fault[] = [],
  ): Promise<SharingAnswer> {
    const { secret, maxHours, defaultHours, open } = await this.deps.requests.form(turn.actor, text);
    if (open) return about(turn, open);
    const shown = { hours: typed.hours ?? String(defaultHours), reason: typed.reason ?? '' };
    return { card: requestCard({ ...viewing(turn), secret, maxHours, typed: shown, faults }, turn.words) };
  }

  /** Asks; what does not fit brings the form back with what was typed. */
  async ask(turn: Turn, text: string, typed: Typed): Promise<SharingAnswer> {
    const { hours, reason = '' } = typed;
    try {
      const wanted = { reason, ...(hours !== undefined && { hours }) };
      return about(turn, await this.deps.requests.ask(turn.actor, text, wanted, turn.origin));
    } catch (error) {
      return this.requestForm(turn, text, typed, faultsIn(error, ['hours', 'reason']));
    }
  }

  async show(turn: Turn, requestId: string): Promise<SharingAnswer> {
    return about(turn, await this.deps.requests.show(turn.actor, requestId));
  }

  async withdraw(turn: Turn, requestId: string): Promise<SharingAnswer> {
    return about(turn, await this.deps.requests.withdraw(turn.actor, requestId));
  }

  /** A decision that does not fit brings the card back with what was typed; a late one gets the outcome. */
  async approve(turn: Turn, payload: ExecutePayload<'request/approve'>): Promise<SharingAnswer> {
    try {
      return about(turn, await this.deps.decisions.approve(turn.actor, payload.request, payload.hours));
    } catch (error) {
      return this.#mend(turn, payload, faultsIn(error, ['hours']));
    }
  }

  async deny(turn: Turn, payload: ExecutePayload<'request/deny'>): Promise<SharingAnswer> {
    try {
      return about(turn, await this.deps.decisions.deny(turn.actor, payload.request, payload.reason ?? ''));
    } catch (error) {
      return this.#mend(turn, payload, faultsIn(error, ['reason']));
    }
  }

  /** What waits for this person, what they asked for, and what they have access to. */
  async mine(turn: Turn): Promise<Card> {
    return requestsCard({ ...viewing(turn), ...(await this.deps.requests.mine(turn.actor)) }, turn.words);
  }

  /** One that ended before stays as it ended, and is answered in the same way. */
  async revoke(turn: Turn, grantId: string): Promise<Card> {
    return sentenceCard(turn, { kind: 'revoked', ...(await this.deps.grants.revoke(turn.actor, grantId)) });
  }

  async freeze(turn: Turn, reason: string): Promise<Card> {
    const { freeze, already } = await this.deps.freezes.freeze(turn.actor, reason);
    return sentenceCard(turn, { kind: 'freeze_on', byName: freeze.by.displayName, at: freeze.at, already });
  }

  async thaw(turn: Turn): Promise<Card> {
    return sentenceCard(turn, { kind: 'freeze_off', ...(await this.deps.freezes.thaw(turn.actor)) });
  }

  async #mend(turn: Turn, payload: Decision, faults: readonly Fault[]): Promise<SharingAnswer> {
    const { request, hours = '', reason = '' } = payload;
    const view = await this.deps.requests.show(turn.actor, request);
    return about(turn, view, { typed: { hours, reason }, faults });
  }
}

/** The card of a request for the person of this turn. */
export function about(turn: Turn, view: RequestView, mending?: Mending): SharingAnswer {
  const notice = { kind: 'request', ...view } as const;
  const card = requestStateCard({ ...viewing(turn), notice, ...(mending && { mending }) }, turn.words);
  return { card, about: view };
}
