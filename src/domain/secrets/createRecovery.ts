import type { Clock } from '../ports';
import type { CreateUndo } from './createUndo';
import type { CreateWork } from './createWork';
import type { CreateIntent } from './intent';
import { after, FRESH_MS } from './schedule';

interface Dependencies {
  readonly undo: Pick<CreateUndo, 'begin' | 'resume'>;
  readonly clock: Clock;
}

/**
 * Looks after creates that somebody else left: what was interrupted is undone, never finished, since the value died
 * with the process that had it.
 */
export class CreateRecovery {
  constructor(private readonly deps: Dependencies) {}

  /** Whether the create has not begun and is recent enough to be what the person still expects. */
  mayBegin(intent: CreateIntent): boolean {
    return intent.step === 'intended' && this.deps.clock.now() <= after(intent.createdAt, FRESH_MS);
  }

  /** Undoes an interrupted create, or goes on undoing it. An ended one is left alone. */
  async run(work: CreateWork): Promise<void> {
    switch (work.intent.step) {
      case 'done':
      case 'undone':
      case 'unclear':
        return;
      case 'undoing':
        return this.deps.undo.resume(work);
      default:
        return this.deps.undo.begin(work, 'interrupted');
    }
  }
}
