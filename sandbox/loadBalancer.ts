import type { BotAddress } from './teams/botGateway';

/** A process behind the balancer. */
export interface Backend {
  readonly messagesUrl: string;
  /** Whether it says that it can serve turns now. */
  isReady(): Promise<boolean>;
}

/** For how long an answer about readiness is believed, in milliseconds: as a balancer that asks now and then. */
const believedMs = 500;

/**
 * One address for several processes: each delivery goes to the next one in turn that says it is ready, and when that
 * refuses it, to one other. When none says so the deliveries are spread all the same, so that people hear it from the bot.
 */
export class LoadBalancer implements BotAddress {
  readonly #backends: readonly Backend[];
  readonly #heard = new Map<Backend, { readonly at: number; readonly ready: Promise<boolean> }>();
  #turn = 0;

  constructor(backends: readonly Backend[]) {
    this.#backends = backends;
  }

  async inTurn(): Promise<readonly string[]> {
    const first = this.#turn++ % this.#backends.length;
    const order = [...this.#backends.slice(first), ...this.#backends.slice(0, first)];
    const ready = await Promise.all(order.map((backend) => this.#isReady(backend)));
    const fit = order.filter((_, index) => ready[index]);
    return (fit.length > 0 ? fit : order).slice(0, 2).map(({ messagesUrl }) => messagesUrl);
  }

  #isReady(backend: Backend): Promise<boolean> {
    const heard = this.#heard.get(backend);
    if (heard && Date.now() - heard.at < believedMs) {
      return heard.ready;
    }
    const ready = backend.isReady();
    this.#heard.set(backend, { at: Date.now(), ready });
    return ready;
  }
}
