import type { JournalEntry } from '../../sandbox/world/journal';
import type { World } from '../../sandbox/world/world';

/** What passed between the bot and the world, counted as it passes. */
export class Traffic {
  /** Activities brought to the bot, by the status of the answer; 0 is none. */
  readonly answers = new Map<number, number>();
  /** Words of failure that the bot told, by their heading. */
  readonly told = new Map<string, number>();
  /** Credentials that Graph said it made, and removed. */
  made = 0;
  removed = 0;
  turns = 0;

  constructor(world: World) {
    world.journal.observe((entry) => this.#see(entry));
  }

  #see(entry: JournalEntry): void {
    if (entry.direction === 'toBot') {
      this.turns += 1;
      add(this.answers, entry.status);
      this.#hear(entry.responseBody);
      return;
    }
    if (entry.host.startsWith('smba.')) this.#hear(entry.requestBody);
    if (entry.status === 200 && entry.path.endsWith('/addPassword')) this.made += 1;
    if (entry.status === 204 && entry.path.endsWith('/removePassword')) this.removed += 1;
  }

  #hear(body: unknown): void {
    const text = JSON.stringify(body ?? '');
    for (const heading of FAILURES) if (text.includes(heading)) add(this.told, heading);
  }
}

const FAILURES = [
  'That went wrong, and it is my fault',
  'That did not work just now',
  'The value could not be shown now',
  'Not created',
  'Not removed yet',
  'Please check the application',
  'Something has changed',
  'That took too long',
  'Please wait',
];

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
