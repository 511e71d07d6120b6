import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/startSandbox';
import { numberIn } from './botWatch';

const MINUTE = 60_000;
/** For what a crash left unclear: five looks, the last 15 minutes after. And for values that nobody opens. */
const LEAST_ROUNDS = 24;
const SKIP_MS = 5 * MINUTE;
/** The bot sweeps once a second here; a look takes a moment. */
const BETWEEN_MS = 1_300;
const MOST_ROUNDS = 60;
const QUIET_ROUNDS = 3;

/** Lets time pass without trouble until nothing waits any more, or it does not get better. @returns notices that still wait */
export async function settle(sandbox: Sandbox): Promise<number> {
  let quiet = 0;
  let waiting = Number.NaN;
  for (let round = 1; round <= MOST_ROUNDS && (round <= LEAST_ROUNDS || quiet < QUIET_ROUNDS); round += 1) {
    await sandbox.world.clock.skip(SKIP_MS);
    await delay(BETWEEN_MS);
    waiting = await numberIn(sandbox.bot.url, 'secretbot_notices_waiting');
    quiet = waiting === 0 ? quiet + 1 : 0;
  }
  return waiting;
}
