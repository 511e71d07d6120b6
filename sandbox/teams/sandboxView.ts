import type { PageApplication, PageSandbox, PageVault } from '../client/pageApi';
import { type SandboxApplication, visibleCredentials } from '../world/applications';
import { faultSwitches } from '../world/faults';
import type { SandboxVault } from '../world/vaults';
import type { World } from '../world/world';

/** What the Sandbox panel shows: faults, time, credentials and vault entries; never a value. */
export function sandboxView(world: World): PageSandbox {
  const active = world.faults.list().filter(({ hits, times = Number.POSITIVE_INFINITY }) => hits < times);
  const on = new Set(active.map(({ id }) => id));
  return {
    now: world.clock.now().toISOString(),
    skippedMinutes: Math.round(world.clock.offsetMilliseconds / 60_000),
    faults: faultSwitches.map(({ id, title }) => ({ id, title, on: on.has(id) })),
    applications: world.applications.map((application) => applicationView(world, application)),
    vaults: world.vaults.map(vaultView),
  };
}

function applicationView(world: World, application: SandboxApplication): PageApplication {
  const owners = world.people.filter((person) => application.ownerIds.includes(person.objectId));
  return {
    name: application.displayName,
    appId: application.appId,
    owners: owners.map(({ displayName }) => displayName),
    remarks: remarksOn(application),
    credentials: visibleCredentials(application, world.clock).map(({ keyId, displayName, hint, expiresAt }) => ({
      keyId,
      name: displayName ?? '(no name)',
      hint,
      expiresAt: expiresAt.toISOString(),
    })),
  };
}

function remarksOn({ botIsOwner, policyId, signInAudience }: SandboxApplication): readonly string[] {
  return [
    ...(botIsOwner ? [] : ['SecretBot is not an owner']),
    ...(policyId === undefined ? [] : ['has its own policy']),
    ...(signInAudience === 'AzureADMyOrg' ? [] : ['personal accounts: two secrets at most']),
  ];
}

function vaultView({ host, secrets }: SandboxVault): PageVault {
  return {
    host,
    secrets: [...secrets.values()].map(({ name, versions, deletedAt }) => {
      const newest = versions.at(-1);
      return {
        name,
        versions: versions.length,
        contentType: newest?.contentType ?? '',
        ...(newest?.expires !== undefined && { expiresAt: new Date(newest.expires * 1_000).toISOString() }),
        deleted: deletedAt !== undefined,
      };
    }),
  };
}
