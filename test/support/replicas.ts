import type { Bot } from '../../sandbox/bot';
import { LoadBalancer } from '../../sandbox/loadBalancer';
import { describePostgres } from './describePostgres';
import { type Scenario, scenario } from './scenario';

/** The two bots behind the one address. */
export interface TwoReplicas {
  one(which: 0 | 1): Bot;
  /** Does `work` while everything that people do reaches this replica only. */
  at<T>(which: 0 | 1, work: () => Promise<T>): Promise<T>;
  /** How many turns each has answered. */
  answered(): Promise<readonly number[]>;
  /** Rows of the database that they share. */
  rows(query: string): Promise<readonly Record<string, unknown>[]>;
  /** Resolves when a query finds nothing any more. */
  untilNone(query: string): Promise<void>;
}

/** Describes scenarios with two bots on one PostgreSQL database behind one address, or says that they were skipped. */
export function describeReplicas(name: string, tests: (world: Scenario, replicas: TwoReplicas) => void): void {
  describePostgres(name, () => {
    const world = scenario({ engine: 'postgres', replicas: 2 });
    tests(world, replicasOf(world));
  });
}

function replicasOf(world: Scenario): TwoReplicas {
  const one = (which: 0 | 1): Bot => {
    const bot = world.sandbox.bot.all[which];
    if (!bot) throw new Error(`there is no replica ${which}`);
    return bot;
  };
  const rows = async (query: string) => (await world.sandbox.database?.ask(query)) ?? [];
  return {
    one,
    rows,
    at: async (which, work) => {
      const { bot, teams } = world.sandbox;
      teams.connectBot(one(which).messagesUrl);
      try {
        return await work();
      } finally {
        teams.connectBot(new LoadBalancer(bot.all));
      }
    },
    answered: () => Promise.all(world.sandbox.bot.all.map(answeredBy)),
    untilNone: async (query) => {
      while ((await rows(query)).length > 0);
    },
  };
}

/** What its metrics say. */
async function answeredBy(bot: Bot): Promise<number> {
  const metrics = await (await fetch(`${bot.url}/metrics`)).text();
  const counts = [...metrics.matchAll(/^secretbot_requests_total\{status="200"\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
