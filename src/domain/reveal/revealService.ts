import type { Actor } from '../actor';
import type { Origin } from '../notices/recipient';
import type { Sensitive } from '../sensitive';
import type { NotSeenOutcome, Revealed, TicketView } from './ticketView';

/** Shows values: one ticket, one person, at most once. */
export class RevealService {
  /**
   * What to say when the carrier's button is clicked. Claims nothing and reads no value.
   *
   * @throws not_found `ticket` when there is none or it is somebody else's; such an attempt is audited and told to the owner.
   */
  async open(_actor: Actor, _ticketId: string): Promise<TicketView> {
    throw new Error('not built yet');
  }

  /**
   * The value, to the one person it is for, once. Authorises, reads, claims, answers; of concurrent calls one gets it.
   * Plaintext comes back. `arrivedAt` is when the click reached the process: after eight seconds nothing is claimed,
   * since Teams may have given up on the answer.
   *
   * @throws not_found `ticket` as `open`, and for a wrong ticket key; conflict `not_ready`, `too_late`; gone; unavailable. In none of these cases was anything claimed.
   */
  async reveal(
    _actor: Actor,
    _ticketId: string,
    _ticketKey: Sensitive | undefined,
    _arrivedAt: Date,
  ): Promise<Revealed> {
    throw new Error('not built yet');
  }

  /** The person says that the value is stored. May be repeated. @throws not_found `ticket` as `open` */
  async stored(_actor: Actor, _ticketId: string): Promise<void> {
    throw new Error('not built yet');
  }

  /**
   * "I didn't see it": a new ticket for a vaulted value, a new credential for any other; audited and told to the owner.
   * May be repeated: gives the ticket or the reissue under way.
   *
   * @throws not_found `ticket` as `open`; not_allowed; gone; conflict `not_ready`; refused and invalid_input when the application takes no new secret.
   */
  async notSeen(_actor: Actor, _ticketId: string, _origin: Origin): Promise<NotSeenOutcome> {
    throw new Error('not built yet');
  }
}
