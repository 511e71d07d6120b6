import type { ExecutePayload } from '../cards/actions';
import type { Card } from '../cards/renderCard';
import { type ShareCardView, shareCard } from '../cards/sharing/shareCard';
import { type Fault, isDomainError } from '../domain/errors';
import type { SettingsForm } from '../domain/sharing/sharingViews';
import { faultsIn, referenceIn } from './answers';
import type { BotDeps } from './deps';
import { about, type SharingAnswer } from './sharingAnswers';
import type { Turn } from './turn';
import { viewing } from './views';

type Asking = Extract<ShareCardView['state'], { kind: 'ask' }>;
type Typed = Partial<Asking['typed']>;

/** The settings of a secret after its creation: one service call, one card. */
export class SettingsAnswers {
  constructor(readonly deps: Pick<BotDeps, 'settings' | 'people'>) {}

  /** The settings as they are, or as they were chosen and did not fit. */
  async form(turn: Turn, text: string, typed: Typed = {}, faults: readonly Fault[] = []): Promise<Card> {
    const form = await this.deps.settings.form(turn.actor, text);
    const chosen = await this.#chosen(turn, form, typed.ownerId);
    const state: Asking = {
      kind: 'ask',
      vaulted: form.vaulted,
      where: turn.origin.kind,
      typed: { share: form.sharing, preApprove: form.preApproved, ownerId: form.owner.objectId, reason: '', ...typed },
      ...(chosen && { chosen }),
      ...(form.pending && { pending: form.pending.request }),
      faults,
    };
    return shareCard({ ...viewing(turn), secret: form.secret, state }, turn.words);
  }

  /** Changes the settings, or asks those who decide about the change. What does not fit brings the form back. */
  async save(turn: Turn, payload: ExecutePayload<'share/save'>): Promise<SharingAnswer> {
    const { reference } = referenceIn(payload.reference);
    const { share, preApprove, owner: ownerId, reason } = payload;
    const wanted = {
      ...(share !== undefined && { share }),
      ...(preApprove !== undefined && { preApprove }),
      ...(ownerId !== undefined && { ownerId }),
    };
    const wish = { reference, wanted, reason: reason ?? '', origin: turn.origin };
    try {
      const outcome = await this.deps.settings.change(turn.actor, wish);
      return outcome.kind === 'waits' ? about(turn, outcome.request) : { card: changedCard(turn, outcome.form) };
    } catch (error) {
      const faults = faultsIn(error, ['share', 'preApprove', 'owner', 'reason']);
      return { card: await this.form(turn, reference, { ...wanted, reason: wish.reason }, faults) };
    }
  }

  /** The person chosen as owner, by name; nobody where the directory does not know them. */
  async #chosen(turn: Turn, { owner }: SettingsForm, ownerId = owner.objectId): Promise<Asking['chosen']> {
    if (ownerId === owner.objectId) return owner;
    const { tenantId } = turn.actor;
    try {
      const { objectId, displayName } = await this.deps.people.verify({ tenantId, objectId: ownerId, displayName: '' });
      return { objectId, displayName };
    } catch (error) {
      if (isDomainError(error, 'not_found')) return undefined;
      throw error;
    }
  }
}

function changedCard(turn: Turn, form: SettingsForm): Card {
  const { secret, sharing, preApproved, owner } = form;
  const state = { kind: 'changed', sharing, preApproved, ownerName: owner.displayName } as const;
  return shareCard({ ...viewing(turn), secret, state }, turn.words);
}
