import type { Credential } from '../applications/application';
import { actedBy, BY_THE_BOT } from '../audit/auditEvent';
import { isDomainError } from '../errors';
import { askerOf, carrierOfIntent, summaryOfIntent } from '../notices/summaries';
import { put, type Telling } from '../notices/telling';
import type { PeopleService } from '../people/peopleService';
import type { Clock, Directory, Ids } from '../ports';
import type { CreateSetback } from './createSetback';
import type { CreateWork } from './createWork';
import type { CreateIntent } from './intent';
import { credentialsOf } from './onlyOurs';
import { ABSENT_READS, after, nextRead, SETTLING_MS } from './schedule';

interface Dependencies {
  readonly directory: Pick<Directory, 'credentials'>;
  readonly people: Pick<PeopleService, 'administrators'>;
  readonly setback: Pick<CreateSetback, 'putOff'>;
  readonly ids: Pick<Ids, 'id'>;
  readonly clock: Clock;
}

/** What looking for an unanswered `addPassword` showed. `wait` and `unclear` end the pass. */
export type Seen = 'recorded' | 'absent' | 'wait' | 'unclear';

/**
 * Looks on the application for what an unanswered `addPassword` may have made. The directory lags, so that nothing is
 * there is believed only after five absent reads in a row, the last one 15 minutes after the last possible effect.
 */
export class CreateLookUp {
  constructor(private readonly deps: Dependencies) {}

  /** One look. A single credential of ours is recorded under the lease; of several none is, and people are told. */
  async run(work: CreateWork, lastEffectAt: Date): Promise<Seen> {
    const present = await this.#read(work);
    if (present === 'wait') return 'wait';
    const [ours, ...more] = credentialsOf(work.intent, present);
    if (!ours) return this.#countAbsent(work, lastEffectAt);
    if (more.length > 0) return this.#giveUp(work, [ours, ...more]);
    const { lastEffectAt: _, ...settled } = work.intent;
    await work.save({ ...settled, keyId: ours.keyId }, ({ audit }, at) =>
      audit.append({
        at,
        tenantId: settled.tenantId,
        action: 'create.found',
        ...actedBy(settled.actor),
        reference: settled.reference,
        applicationId: settled.application.objectId,
        keyId: ours.keyId,
      }),
    );
    return 'recorded';
  }

  /** An application that is gone has no credentials; one that cannot be read now is read later. */
  async #read(work: CreateWork): Promise<readonly Credential[] | 'wait'> {
    try {
      return await this.deps.directory.credentials(work.intent.application.objectId);
    } catch (error) {
      if (isDomainError(error, 'not_found')) return [];
      return this.#later(work, error);
    }
  }

  async #countAbsent(work: CreateWork, lastEffectAt: Date): Promise<Seen> {
    const now = this.deps.clock.now();
    const absentReads = work.intent.absentReads + 1;
    if (absentReads >= ABSENT_READS && now >= after(lastEffectAt, SETTLING_MS)) {
      const { lastEffectAt: _, ...settled } = work.intent;
      await work.save({ ...settled, absentReads });
      return 'absent';
    }
    await work.save({ ...work.intent, absentReads, nextLookAt: nextRead(absentReads, lastEffectAt, now) });
    return 'wait';
  }

  async #giveUp(work: CreateWork, fitting: readonly Credential[]): Promise<Seen> {
    const { intent } = work;
    let administrators: readonly string[];
    try {
      administrators = await this.deps.people.administrators();
    } catch (error) {
      return this.#later(work, error);
    }
    const keyIds = fitting.map((credential) => credential.keyId);
    await work.save({ ...intent, step: 'unclear' }, async (records, now) => {
      await records.tickets.end(intent.ticketId, 'cancelled', now);
      await records.audit.append({
        at: now,
        tenantId: intent.tenantId,
        action: 'create.unclear',
        ...BY_THE_BOT,
        reference: intent.reference,
        applicationId: intent.application.objectId,
        detail: `${keyIds.length}`,
      });
      await put(records.outbox, tellings(intent, keyIds, administrators), { ids: this.deps.ids, now });
    });
    return 'unclear';
  }

  async #later(work: CreateWork, error: unknown): Promise<'wait'> {
    await this.deps.setback.putOff(work, error);
    return 'wait';
  }
}

function tellings(
  intent: CreateIntent,
  keyIds: readonly string[],
  administrators: readonly string[],
): readonly Telling[] {
  const notice = { kind: 'create_unclear', secret: summaryOfIntent(intent), keyIds } as const;
  const others = administrators.filter((id) => id !== intent.actor.objectId);
  return [
    { to: askerOf(intent), subject: `wizard:${intent.id}`, notice },
    ...others.map(
      (personId): Telling => ({
        to: { tenantId: intent.tenantId, personId },
        subject: `notice:unclear:${intent.id}`,
        notice,
      }),
    ),
    ...(intent.draft.details.vault ? [] : [carrierOfIntent(intent, { kind: 'cancelled' })]),
  ];
}
