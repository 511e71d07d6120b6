import type { FaultyService } from '../../sandbox/world/faults';
import type { Scenario } from './scenario';

/** One request of the bot at which its process is killed (SIGKILL), right before its effect or right after it. */
export interface Death {
  readonly service: FaultyService;
  /** Part of `METHOD /path`, decoded. */
  readonly route: string;
  readonly moment: 'before' | 'after';
  /** What somebody else does at this very moment. */
  readonly meanwhile?: (method: string, path: string) => void;
}

/** Does `act` with a bot that dies at that request, waits until it is dead, and starts it again on the same data. */
export async function killedAt(world: Scenario, death: Death, act: () => Promise<unknown>): Promise<void> {
  const { world: contoso, teams, bot } = world.sandbox;
  const { service, route, moment, meanwhile } = death;
  const fault = { kind: 'bot_dies', moment } as const;
  contoso.faults.switchOn({ service, route, fault, times: 1, ...(meanwhile && { meanwhile }) }, 'kill');
  const dead = teams.simulator.waitFor(() => !bot.isRunning, { what: `the kill at ${route}`, timeoutMs: 20_000 });
  // Whoever pressed gets no answer from a dead process.
  await Promise.all([dead, act()]);
  contoso.faults.switchOff('kill');
  await bot.start();
  // Past the claims and leases of the dead process.
  await contoso.clock.skip(2 * 60_000);
}
