import { DomainError } from '../../../src/domain/errors';
import { HOUR, MINUTE } from '../support/fixedClock';
import { causesOf, type Fate, Killed, MortalProcess } from '../support/mortal';
import { promisesHold } from '../support/promises';
import { Stage } from '../support/stage';
import type { Journey } from './journeys/journey';

type PlainFate = Pick<Fate, 'moment' | 'end'>;

const FATES: readonly PlainFate[] = [
  { moment: 'before', end: 'dies' },
  { moment: 'after', end: 'dies' },
  { moment: 'after', end: 'answer_lost' },
];

/**
 * Plays each journey once whole, to learn its calls, then once for each call and fate: the process dies before it, dies
 * after it, or lives on without its answer while somebody else adds credentials with similar names.
 */
export function everyCallOf(journeys: readonly Journey[]): void {
  describe.each(journeys)('$name', (journey) => {
    it('ends whole or not at all wherever the process dies or an answer is lost, and everybody knows', async () => {
      const whole = await played(journey, Number.POSITIVE_INFINITY, { moment: 'after', end: 'dies' });
      const failures: string[] = [];
      const endings = new Set([whole.ending]);
      for (const [index, call] of whole.calls.entries()) {
        for (const fate of FATES) {
          try {
            endings.add((await played(journey, index + 1, fate)).ending);
          } catch (error) {
            failures.push(`${fate.end} ${fate.moment} call ${index + 1}, ${call}: ${(error as Error).message}`);
          }
        }
      }
      expect(failures).toEqual([]);
      expect([...endings].sort()).toEqual(journey.endings);
    }, 120_000);
  });
}

/** Plays a journey in a process that meets its fate at its n-th call; then an hour passes. @returns how it ended */
async function played(journey: Journey, n: number, fate: PlainFate) {
  const stage = new Stage(journey.approvals);
  const act = await journey.set(stage);
  const process = new MortalProcess(n, { ...fate, meanwhile: () => stage.addSimilar() });
  const domain = stage.in(process);
  const isDone = await survives(() => act(domain));
  // Who lives on gets the same click once more: the person saw that it failed.
  if (!isDone && !process.isDead) await survives(() => act(domain));
  const calls = [...process.calls];
  const later = process.isDead ? stage.restarted() : domain;
  for (let look = 1; look <= 12; look += 1) {
    stage.world.clock.advance((journey.settlesIn ?? HOUR) / 12);
    await survives(() => later.sweeper.sweep());
  }
  await stage.everybodyTries(later);
  await stage.world.sweepFor(MINUTE, MINUTE, later);
  await promisesHold(stage);
  return { calls, ending: await journey.ending(stage) };
}

/** Whether the click was answered. Death, and a refusal that can be told, are no answer; all else is a bug. */
async function survives(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (causesOf(error).every((each) => each instanceof Killed || each instanceof DomainError)) return false;
    throw error;
  }
}
