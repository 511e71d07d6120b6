import { Gauge, type Registry } from 'prom-client';
import { expiries, queues, type StoredFigures } from './figures';

/** What is in the database, as metrics. Several replicas show the same: take the maximum, not the sum. */
export class StoredGauges {
  readonly #waiting: Gauge<'queue'>;
  readonly #overdue: Gauge<'queue'>;
  readonly #noticesWaiting: Gauge;
  readonly #givenUp: Gauge;
  readonly #secrets: Gauge<'expires'>;
  readonly #frozen: Gauge;

  constructor(registry: Registry) {
    const about = (name: string, help: string) => ({ name: `secretbot_${name}`, help, registers: [registry] });
    const labelNames = ['queue'] as const;
    this.#waiting = new Gauge({ ...about('waiting', 'What waits for something, by queue'), labelNames });
    this.#overdue = new Gauge({ ...about('overdue_seconds', 'How late the sweeps are, by queue'), labelNames });
    this.#noticesWaiting = new Gauge(about('notices_waiting', 'Notices that the chat has not taken yet'));
    this.#givenUp = new Gauge(about('notices_given_up', 'Notices without a private way to their person'));
    const help = 'Live secrets, by when they expire';
    this.#secrets = new Gauge({ ...about('secrets', help), labelNames: ['expires'] as const });
    this.#frozen = new Gauge(about('frozen', '1 while an administrator has stopped reveals and grants, else 0'));
  }

  /** Not a number everywhere while the database is away. */
  show(stored: StoredFigures | undefined): void {
    for (const queue of queues) {
      this.#waiting.set({ queue }, stored?.waiting[queue] ?? Number.NaN);
      this.#overdue.set({ queue }, stored?.overdueSeconds[queue] ?? Number.NaN);
    }
    this.#noticesWaiting.set(stored?.waiting.notices ?? Number.NaN);
    this.#givenUp.set(stored?.noticesGivenUp ?? Number.NaN);
    for (const expires of expiries) this.#secrets.set({ expires }, stored?.secrets[expires] ?? Number.NaN);
    this.#frozen.set(stored === undefined ? Number.NaN : Number(stored.frozen));
  }
}
