import { DomainError, isDomainError } from '../errors';
import type { PeopleService } from '../people/peopleService';
import type { Clock } from '../ports';
import { after } from '../secrets/schedule';
import type { NoticeOf, Subject } from './notice';
import type { Recipient } from './recipient';
import type { Telling } from './telling';

/** What fails for so long is told. */
const PATIENCE_MS = 10 * 60_000;

/** Who was told that something goes on; everybody is the asker and the administrators. */
export type UnfinishedTold = 'asker' | 'everybody';

/** An undo or a delete that failed again. */
export interface Setback {
  readonly intentId: string;
  readonly error: DomainError;
  readonly since: Date;
  readonly told: UnfinishedTold | undefined;
  readonly asker: Recipient;
  /** The subject of the outcome, so that the outcome takes this notice's place. */
  readonly subject: Subject;
  readonly notice: NoticeOf<'not_finished'>;
}

interface Dependencies {
  readonly people: Pick<PeopleService, 'administrators'>;
  readonly clock: Clock;
}

/** Decides when people hear that an undo or a delete does not get through. It goes on by itself, whoever hears of it. */
export class Unfinished {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Whom to tell now: once, at once where the bot may not do it, else after ten minutes of failures.
   *
   * @returns `undefined` when there is nothing to tell, else what to write down as told
   */
  async report(
    setback: Setback,
  ): Promise<{ readonly told: UnfinishedTold; readonly tellings: readonly Telling[] } | undefined> {
    const { asker, subject, notice, told } = setback;
    if (told === 'everybody' || !this.#isWorthTelling(setback)) return undefined;
    const administrators = await this.#administrators();
    const toAsker: Telling = { to: asker, subject, notice };
    const others = (administrators ?? []).filter((personId) => personId !== asker.personId);
    const toOthers = others.map((personId): Telling => {
      return { to: { tenantId: asker.tenantId, personId }, subject: `notice:unfinished:${setback.intentId}`, notice };
    });
    return { told: administrators ? 'everybody' : 'asker', tellings: told ? toOthers : [toAsker, ...toOthers] };
  }

  #isWorthTelling({ error, since }: Setback): boolean {
    return isDomainError(error, 'not_allowed') || this.deps.clock.now() >= after(since, PATIENCE_MS);
  }

  /** Where the directory is what fails, the administrators are asked for again at the next setback. */
  async #administrators(): Promise<readonly string[] | undefined> {
    try {
      return await this.deps.people.administrators();
    } catch (error) {
      if (error instanceof DomainError) return undefined;
      throw error;
    }
  }
}

/** The notice of a setback. */
export function notFinished(
  what: NoticeOf<'not_finished'>['what'],
  name: string,
  applicationName: string,
): NoticeOf<'not_finished'> {
  return { kind: 'not_finished', what, secret: { name, applicationName } };
}
