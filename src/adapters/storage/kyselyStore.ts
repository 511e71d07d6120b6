import type { Records, Store } from '../../domain/records';
import type { AuditChain } from './auditChain';
import type { Engine } from './engine';
import { KyselyAudit } from './kyselyAudit';
import { KyselyBackupMarks } from './kyselyBackupMarks';
import { KyselyFreezes } from './kyselyFreezes';
import { KyselyGrants } from './kyselyGrants';
import { KyselyIntents } from './kyselyIntents';
import { KyselyOutbox } from './kyselyOutbox';
import { KyselyRequests } from './kyselyRequests';
import { KyselySecrets } from './kyselySecrets';
import { KyselyTickets } from './kyselyTickets';
import type { Db, Session } from './session';

/** The Store over Kysely, whatever engine is below. */
export class KyselyStore implements Store {
  readonly records: Records;

  constructor(
    private readonly engine: Engine,
    private readonly chain: AuditChain,
  ) {
    this.records = recordsIn(engine, chain);
  }

  transaction<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return this.engine.atomic((db) => work(recordsIn(this.insideOf(db), this.chain)));
  }

  private insideOf(db: Db): Session {
    const here: Session['atomic'] = (work) => work(db);
    return { read: here, write: here, atomic: here, sealedBytesDeleted: () => this.engine.sealedBytesDeleted() };
  }
}

function recordsIn(session: Session, chain: AuditChain): Records {
  return {
    secrets: new KyselySecrets(session),
    intents: new KyselyIntents(session),
    tickets: new KyselyTickets(session),
    requests: new KyselyRequests(session),
    grants: new KyselyGrants(session),
    freezes: new KyselyFreezes(session),
    outbox: new KyselyOutbox(session),
    backupMarks: new KyselyBackupMarks(session),
    audit: new KyselyAudit(session, chain),
  };
}
