import type { Records, Store } from '../../domain/records';
import { KyselyAudit } from './kyselyAudit';
import { KyselyFreezes } from './kyselyFreezes';
import { KyselyGrants } from './kyselyGrants';
import { KyselyIntents } from './kyselyIntents';
import { KyselyOutbox } from './kyselyOutbox';
import { KyselyRequests } from './kyselyRequests';
import { KyselySecrets } from './kyselySecrets';
import { KyselyTickets } from './kyselyTickets';
import type { Db, Session, TransactionMark } from './session';

/**
 * The Store over Kysely, whatever engine is below.
 *
 * `emptyLog` is called after a commit that deleted sealed bytes, before anybody hears of the commit. When it fails, it
 * is called again after the next commit: what is committed stays committed.
 */
export class KyselyStore implements Store {
  readonly records: Records;
  private logHoldsSealedBytes = false;

  constructor(
    private readonly db: Db,
    private readonly mark: TransactionMark,
    private readonly emptyLog: () => boolean,
  ) {
    this.records = this.recordsIn({ one: (work) => work(this.db), atomic: (work) => this.committed(work) });
  }

  transaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.committed((db) => work(this.recordsIn({ one: (step) => step(db), atomic: (step) => step(db) })));
  }

  private committed<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.db.connection().execute(async (connection) => {
      const result = await connection.transaction().execute((db) => this.mark.run(true, () => work(db)));
      // Still on the connection: the log cannot be emptied while somebody else's transaction runs.
      if (this.logHoldsSealedBytes) this.logHoldsSealedBytes = !this.emptyLog();
      return result;
    });
  }

  private recordsIn(way: Pick<Session, 'one' | 'atomic'>): Records {
    const session: Session = {
      ...way,
      sealedBytesDeleted: () => {
        this.logHoldsSealedBytes = true;
      },
    };
    return {
      secrets: new KyselySecrets(session),
      intents: new KyselyIntents(session),
      tickets: new KyselyTickets(session),
      requests: new KyselyRequests(session),
      grants: new KyselyGrants(session),
      freezes: new KyselyFreezes(session),
      outbox: new KyselyOutbox(session),
      audit: new KyselyAudit(session),
    };
  }
}
