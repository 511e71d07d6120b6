import { DomainError } from '../../../src/domain/errors';
import type { Page, SecretFilter, Secrets } from '../../../src/domain/records';
import type { Reference } from '../../../src/domain/reference';
import { nameKey } from '../../../src/domain/secrets/nameKey';
import type { Secret, SecretSettings, SecretState } from '../../../src/domain/secrets/secret';
import { isOpenCreate } from './memoryIntents';
import type { MemoryTables, Run } from './memoryTables';

export class MemorySecrets implements Secrets {
  constructor(private readonly run: Run) {}

  add(secret: Secret, replaces?: Reference): Promise<void> {
    return this.run((tables) => {
      if (tables.secrets.has(keyOf(secret.tenantId, secret.reference))) {
        throw new DomainError('conflict', { reason: 'changed_meanwhile' });
      }
      const holder = liveWithName(tables, secret.tenantId, secret.application.objectId, secret.name);
      if (holder.some((other) => other.reference !== replaces)) {
        throw new DomainError('conflict', { reason: 'name_taken' });
      }
      tables.secrets.set(keyOf(secret.tenantId, secret.reference), secret);
    });
  }

  find(tenantId: string, reference: Reference): Promise<Secret | undefined> {
    return this.run((tables) => tables.secrets.get(keyOf(tenantId, reference)));
  }

  findByName(tenantId: string, name: string): Promise<readonly Secret[]> {
    return this.run((tables) =>
      [...tables.secrets.values()]
        .filter((secret) => secret.tenantId === tenantId && isLive(secret) && nameKey(secret.name) === nameKey(name))
        .sort(byExpiry)
        .slice(0, 10),
    );
  }

  isNameTaken(tenantId: string, applicationId: string, name: string): Promise<boolean> {
    return this.run((tables) => {
      if (liveWithName(tables, tenantId, applicationId, name).length > 0) return true;
      return [...tables.creates.values()].some(
        (intent) =>
          isOpenCreate(intent) &&
          intent.tenantId === tenantId &&
          intent.application.objectId === applicationId &&
          nameKey(intent.draft.details.name) === nameKey(name),
      );
    });
  }

  list(filter: SecretFilter, limit: number, after?: string): Promise<Page<Secret>> {
    return this.run((tables) => {
      const rows = [...tables.secrets.values()]
        .filter((secret) => isLive(secret) && fits(secret, filter))
        .sort(byExpiry);
      const start = after === undefined ? 0 : rows.findIndex((secret) => isAfter(secret, after));
      const items = start < 0 ? [] : rows.slice(start, start + limit);
      const last = items.at(-1);
      return last && rows.at(-1) !== last ? { items, next: cursorOf(last) } : { items };
    });
  }

  applications(tenantId: string, limit: number, after = ''): Promise<Page<string>> {
    return this.run((tables) => {
      const live = [...tables.secrets.values()].filter((secret) => secret.tenantId === tenantId && isLive(secret));
      const ids = [...new Set(live.map(({ application }) => application.objectId))].filter((id) => id > after).sort();
      const items = ids.slice(0, limit);
      const last = items.at(-1);
      return ids.length > limit && last !== undefined ? { items, next: last } : { items };
    });
  }

  changeSettings(tenantId: string, reference: Reference, from: SecretSettings, to: SecretSettings): Promise<boolean> {
    return this.run((tables) => {
      const secret = tables.secrets.get(keyOf(tenantId, reference));
      if (secret?.state !== 'active' || !hasSettings(secret, from)) return false;
      const { sharing, preApproved, owner } = to;
      tables.secrets.set(keyOf(tenantId, reference), { ...secret, sharing, preApproved, owner });
      return true;
    });
  }

  dropCopy(tenantId: string, reference: Reference): Promise<boolean> {
    return this.run((tables) => {
      const secret = tables.secrets.get(keyOf(tenantId, reference));
      if (secret?.state !== 'active' || !secret.vaultEntry) return false;
      const { vaultEntry: _, ...rest } = secret;
      tables.secrets.set(keyOf(tenantId, reference), { ...rest, sharing: false, preApproved: false });
      return true;
    });
  }

  moveState(tenantId: string, reference: Reference, from: SecretState, to: SecretState, at: Date): Promise<boolean> {
    return this.run((tables) => {
      if (isLiveState(to) && !isLiveState(from)) throw new RangeError('a secret that has ended does not come back');
      const secret = tables.secrets.get(keyOf(tenantId, reference));
      if (secret?.state !== from) return false;
      const { endedAt, ...rest } = secret;
      const moved = to === 'active' ? rest : { ...rest, endedAt: endedAt ?? at };
      tables.secrets.set(keyOf(tenantId, reference), { ...moved, state: to });
      return true;
    });
  }
}

function keyOf(tenantId: string, reference: Reference): string {
  return `${tenantId}/${reference}`;
}

function hasSettings(secret: Secret, settings: SecretSettings): boolean {
  return (
    secret.sharing === settings.sharing &&
    secret.preApproved === settings.preApproved &&
    secret.owner.objectId === settings.owner.objectId
  );
}

function isLive(secret: Secret): boolean {
  return isLiveState(secret.state);
}

function isLiveState(state: SecretState): boolean {
  return state === 'active' || state === 'deleting';
}

function liveWithName(tables: MemoryTables, tenantId: string, applicationId: string, name: string): Secret[] {
  return [...tables.secrets.values()].filter(
    (secret) =>
      isLive(secret) &&
      secret.tenantId === tenantId &&
      secret.application.objectId === applicationId &&
      nameKey(secret.name) === nameKey(name),
  );
}

function fits(secret: Secret, filter: SecretFilter): boolean {
  const { personId } = filter;
  return (
    secret.tenantId === filter.tenantId &&
    (personId === undefined || secret.owner.objectId === personId || secret.creator.objectId === personId) &&
    (filter.applicationId === undefined || secret.application.objectId === filter.applicationId) &&
    (filter.sharing === undefined || secret.sharing === filter.sharing) &&
    (filter.locationIds === undefined || filter.locationIds.includes(secret.locationId)) &&
    (!filter.vaulted || secret.vaultEntry !== undefined) &&
    (filter.expiresBefore === undefined || secret.expiresAt < filter.expiresBefore)
  );
}

function byExpiry(a: Secret, b: Secret): number {
  return a.expiresAt.getTime() - b.expiresAt.getTime() || (a.reference < b.reference ? -1 : 1);
}

function cursorOf(secret: Secret): string {
  return `${secret.expiresAt.getTime()}_${secret.reference}`;
}

function isAfter(secret: Secret, cursor: string): boolean {
  const [, expires, reference] = cursor.match(/^(\d{1,15})_(sb-\w{8})$/) ?? [];
  if (expires === undefined || reference === undefined) return true;
  const difference = secret.expiresAt.getTime() - Number(expires);
  return difference > 0 || (difference === 0 && secret.reference > reference);
}
