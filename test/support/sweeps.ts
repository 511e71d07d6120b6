import type { Bot } from '../../sandbox/bot';

/** A pass that takes longer waits for somebody, or for the time to pass. */
const LONGEST_PASS_MS = 1_500;

/** Does `act`, which makes the bots sweep, and waits until each has ended a pass; not long where a pass hangs. */
export async function swept(bots: readonly Bot[], act: () => Promise<void>): Promise<void> {
  const before = await Promise.all(bots.map(passesOf));
  await act();
  const deadline = Date.now() + LONGEST_PASS_MS;
  const ended = async () => (await Promise.all(bots.map(passesOf))).every((passes, n) => passes > (before[n] ?? 0));
  while (!(await ended()) && Date.now() < deadline);
}

/** How many passes of the sweeps it has ended, as its metrics say. */
async function passesOf(bot: Bot): Promise<number> {
  const metrics = await (await fetch(`${bot.url}/metrics`)).text();
  const counts = [...metrics.matchAll(/^secretbot_sweeps_total\{outcome="\w+"\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
