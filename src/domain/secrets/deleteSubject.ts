import { decideAccess, factsOf } from '../access/accessPolicy';
import { asIfShared, noSuchSecret } from '../access/noSuchSecret';
import type { Standings } from '../access/standings';
import type { Actor } from '../actor';
import type { Application, Credential } from '../applications/application';
import type { ApplicationService } from '../applications/applicationService';
import { DomainError } from '../errors';
import type { Guesses } from '../limits/guesses';
import type { Directory } from '../ports';
import type { Store } from '../records';
import type { Reference } from '../reference';
import type { Location } from '../vaulting/location';
import { everySecret } from './everySecret';
import { isUnderWay } from './onlyOurs';
import type { Secret } from './secret';

/** What is to be deleted: a secret of ours, or a credential made elsewhere. */
export type DeleteTarget =
  | { readonly reference: Reference }
  | { readonly applicationId: string; readonly keyId: string };

/** What a target turned out to be, and that the actor may delete it. */
export type DeleteSubject =
  | { readonly kind: 'ours'; readonly secret: Secret }
  | { readonly kind: 'foreign'; readonly application: Application; readonly credential: Credential };

interface Dependencies {
  readonly store: Pick<Store, 'records'>;
  readonly directory: Pick<Directory, 'credentials'>;
  readonly applications: Pick<ApplicationService, 'byId'>;
  readonly standings: Pick<Standings, 'of'>;
  readonly locations: readonly Location[];
  readonly guesses: Pick<Guesses, 'watch'>;
}

/** Finds what a delete is about, and judges whether the actor may delete it. */
export class DeleteSubjects {
  constructor(private readonly deps: Dependencies) {}

  /**
   * The subject of a delete.
   *
   * @throws not_found when there is none or it is not theirs to know; not_allowed when it is not theirs to delete; gone;
   * conflict `changed_meanwhile` when a create is still making it; too_many
   */
  find(actor: Actor, target: DeleteTarget): Promise<DeleteSubject> {
    return this.deps.guesses.watch(actor, () =>
      'reference' in target ? this.#ours(actor, target.reference) : this.#credential(actor, target),
    );
  }

  async #ours(actor: Actor, reference: Reference): Promise<DeleteSubject> {
    const secret = await this.deps.store.records.secrets.find(actor.tenantId, reference);
    // Asked also where there is none: what is read, and may fail, does not tell whether there is one.
    const subject = secret ? asIfShared(secret) : noSuchSecret(actor, this.deps.locations);
    const who = await this.deps.standings.of(actor, subject);
    if (!secret) throw new DomainError('not_found', { what: 'secret', query: reference });
    const decision = decideAccess('delete', who, factsOf(secret));
    switch (decision.kind) {
      case 'hidden':
        throw new DomainError('not_found', { what: 'secret', query: reference });
      case 'denied':
        throw new DomainError('not_allowed', { action: 'delete' });
      case 'ended':
        throw goneAs(secret);
      case 'allowed':
        return { kind: 'ours', secret };
    }
  }

  /** A key id that the bot recorded is a secret of ours, whichever button it came from. */
  async #credential(actor: Actor, target: { applicationId: string; keyId: string }): Promise<DeleteSubject> {
    const application = await this.deps.applications.byId(actor, target.applicationId);
    const filter = { tenantId: actor.tenantId, applicationId: application.objectId };
    const ours = (await everySecret(this.deps.store.records, filter)).find((secret) => secret.keyId === target.keyId);
    if (ours) return this.#ours(actor, ours.reference);
    const credentials = await this.deps.directory.credentials(application.objectId);
    const credential = credentials.find((each) => each.keyId === target.keyId);
    if (!credential) throw new DomainError('not_found', { what: 'credential' });
    const creates = await this.deps.store.records.intents.openCreates(actor.tenantId, application.objectId);
    // It becomes a secret of ours, or its create is undone and takes it away.
    if (isUnderWay(creates, credential)) throw new DomainError('conflict', { reason: 'changed_meanwhile' });
    return { kind: 'foreign', application, credential };
  }
}

function goneAs(secret: Secret): DomainError {
  const reason = secret.state === 'removed_unseen' ? 'removed_unseen' : 'deleted';
  return new DomainError('gone', { reason, ...(secret.endedAt ? { at: secret.endedAt } : {}) });
}
