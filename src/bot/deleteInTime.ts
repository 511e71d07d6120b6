import { setTimeout as wait } from 'node:timers/promises';
import type { Answers, DeleteProgress } from '../domain/secrets/deleteService';
import type { Work } from './backgroundWork';
import type { BotDeps } from './deps';

/** How long a click waits for a delete before it answers "Deleting…". */
const PATIENCE_MS = 2_000;
/** How soon to look again at a delete that another process works on; then ever less often, down to once a second. */
const LOOK_AGAIN_MS = 100;
const LOOK_AGAIN_AT_MOST_MS = 1_000;

/** A delete that a click asked for, as far as the click sees it. */
export interface DeleteInTime {
  /** Whether the answer to the click says that it is done; if not, it goes on after the answer. */
  readonly done: boolean;
  /** Goes on after the answer. */
  readonly afterwards: Work;
}

/**
 * Works on a delete until it is done or the click has waited long enough. The actor is told later where the answer does
 * not say it. Where another process was at work, which may have told it in the answer to another click on the same card,
 * `settle` brings the clicked card up to date after the answer.
 */
export async function deleteInTime(
  deletes: Pick<BotDeps['deletes'], 'fulfil'>,
  intentId: string,
  settle: () => Promise<void>,
): Promise<DeleteInTime> {
  let timer: NodeJS.Timeout | undefined;
  let waits = true;
  let isPromised = false;
  const progress = followed(deletes, intentId, () => {
    isPromised = waits;
    return isPromised;
  });
  const late = new Promise<DeleteProgress>((resolve) => {
    timer = setTimeout(() => {
      waits = false;
      // What was promised to be in the answer is waited for: it is only being written down.
      if (!isPromised) resolve({ done: false });
    }, PATIENCE_MS);
  });
  try {
    const { done } = await Promise.race([progress, late]);
    const goOn = async (): Promise<void> => {
      const last = await progress;
      if (!done && last.done && last.elsewhere) await settle();
    };
    return { done, afterwards: { what: 'delete', work: goOn } };
  } finally {
    clearTimeout(timer);
  }
}

/** @returns how it ended; `elsewhere` when another process was at work on it meanwhile */
async function followed(
  deletes: Pick<BotDeps['deletes'], 'fulfil'>,
  intentId: string,
  answers: Answers,
): Promise<DeleteProgress> {
  let progress = await deletes.fulfil(intentId, answers);
  let elsewhere = progress.elsewhere;
  let pause = LOOK_AGAIN_MS;
  while (progress.elsewhere && !progress.done) {
    await wait(pause);
    pause = Math.min(pause * 1.5, LOOK_AGAIN_AT_MOST_MS);
    progress = await deletes.fulfil(intentId, answers);
    elsewhere ??= progress.elsewhere;
  }
  return { done: progress.done, ...(elsewhere && { elsewhere }) };
}
