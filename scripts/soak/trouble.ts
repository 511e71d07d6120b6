import type { Sandbox } from '../../sandbox/startSandbox';
import type { FaultRule } from '../../sandbox/world/faults';
import type { Random } from './random';

/** What goes wrong under load, each for a few requests at a time. */
const TROUBLES: readonly FaultRule[] = [
  { service: 'graph', fault: { kind: 'throttle', retryAfterSeconds: 1 }, times: 3 },
  { service: 'graph', fault: { kind: 'status', status: 503 }, times: 3 },
  { service: 'graph', route: 'addPassword', fault: { kind: 'lost_answer' }, times: 2 },
  { service: 'graph', route: 'addPassword', fault: { kind: 'status', status: 503 }, times: 1 },
  { service: 'graph', route: 'removePassword', fault: { kind: 'lost_answer' }, times: 1 },
  { service: 'graph', route: 'POST', fault: { kind: 'concurrency' }, times: 2 },
  { service: 'keyVault', fault: { kind: 'status', status: 503 }, times: 2 },
  { service: 'keyVault', route: 'PUT', fault: { kind: 'lost_answer' }, times: 1 },
  { service: 'keyVault', route: 'DELETE', fault: { kind: 'lost_answer' }, times: 1 },
  { service: 'entra', route: 'token', fault: { kind: 'status', status: 503 }, times: 1 },
  { service: 'connector', fault: { kind: 'throttle', retryAfterSeconds: 1 }, times: 3 },
  { service: 'connector', fault: { kind: 'status', status: 502 }, times: 2 },
  { service: 'connector', route: 'POST', fault: { kind: 'lost_answer' }, times: 2 },
  { service: 'delivery', fault: { kind: 'duplicate' }, times: 4 },
  { service: 'delivery', fault: { kind: 'lost_answer' }, times: 1 },
  { service: 'delivery', fault: { kind: 'no_answer' }, times: 1 },
];

const EVERY_MS = 1_500;
const LAG_FOR_MS = 4_000;
const LAG_EVERY_MS = 20_000;

/** Makes trouble until it is told to stop: faults all the time, lag now and then, and a bot that is killed. */
export class Trouble {
  readonly #timers: NodeJS.Timeout[] = [];
  #hits = 0;
  #kills = 0;
  #restart: Promise<void> = Promise.resolve();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly random: Random,
  ) {}

  get hits(): number {
    return this.#hits;
  }

  get kills(): number {
    return this.#kills;
  }

  /** Kills a bot every `killEveryMs`, but not after `lastKillMs`: what people are at then shall come to an end. */
  start(killEveryMs: number, lastKillMs: number): void {
    const kills = setInterval(() => this.#kill(), killEveryMs);
    this.#timers.push(
      setInterval(() => this.#fault(), EVERY_MS),
      setInterval(() => this.#lag(), LAG_EVERY_MS),
      kills,
      setTimeout(() => clearInterval(kills), lastKillMs),
    );
  }

  /** Ends all trouble; resolves when every bot is there again. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#countHits();
    this.sandbox.world.faults.switchAllOff();
    await this.#restart;
    await this.sandbox.bot.start();
  }

  #fault(): void {
    const { faults } = this.sandbox.world;
    for (const { id, hits, times } of faults.list()) {
      if (times === undefined || hits < times) continue;
      this.#hits += hits;
      faults.switchOff(id);
    }
    const rule = this.random.oneOf(TROUBLES);
    if (rule && faults.list().length < 6) faults.switchOn(rule);
  }

  #lag(): void {
    const { faults } = this.sandbox.world;
    const fault = { kind: 'directory_lag', milliseconds: 5_000 } as const;
    const id = faults.switchOn({ service: 'graph', fault });
    this.#timers.push(setTimeout(() => faults.switchOff(id), LAG_FOR_MS));
  }

  /** One of them, in the middle of whatever it is doing. */
  #kill(): void {
    const bot = this.random.oneOf(this.sandbox.bot.all.filter(({ isRunning }) => isRunning));
    if (!bot) return;
    this.#kills += 1;
    this.#restart = this.#restart.then(() => bot.kill()).then(() => bot.start());
  }

  #countHits(): void {
    for (const { hits } of this.sandbox.world.faults.list()) this.#hits += hits;
  }
}
