import type { VaultAct, VaultProbed } from '../../adapters/keyVault/vaultProbe';
import type { FailedLook } from '../../adapters/probeFailure';
import type { Location } from '../../domain/vaulting/location';
import type { Check } from '../checks';
import { failedLook, networkRemedy } from '../failedLook';
import { type Finding, fault, note, ok } from '../finding';

const acts: Readonly<Record<VaultAct, string>> = {
  set: 'store a secret',
  get: 'read a secret that it just stored',
  delete: 'delete a secret',
};

/** Whether the bot can do its work in each location's vault, and what the vault keeps of what is deleted. */
export const vaults: Check = {
  title: 'Key Vaults',
  look: async ({ config, vaults: probe, signIn }) => {
    const { principalId } = await signIn('vault');
    const self = { principalId, tenantId: config.tenantId };
    const found = config.locations.map(async (location) =>
      findings(location, await probe.probe(location.vaultUrl), self),
    );
    return (await Promise.all(found)).flat();
  },
};

/** As whom the vaults are asked. */
interface Self {
  readonly principalId: string;
  readonly tenantId: string;
}

function findings(location: Location, probed: VaultProbed, self: Self): readonly Finding[] {
  const { name } = location;
  if (probed.failed) {
    const { act, failure } = probed.failed;
    return [refused(location, act, failure.look, self) ?? elsewise(location, failedLook(failure))];
  }
  if (probed.same === false) {
    return [
      fault(
        'vault_changes_values',
        `${name}: the vault gave back something else than was stored (${location.vaultUrl}).`,
        'Check that nothing between SecretBot and the vault changes what passes, such as a proxy.',
      ),
    ];
  }
  return [
    ok(
      `${name}: SecretBot can store, read and delete. It left the deleted entry ${probed.name} behind, without worth.`,
    ),
    ...recovery(location, probed),
  ];
}

function elsewise({ name }: Location, finding: Finding): Finding {
  return { ...finding, says: `${name}: ${finding.says}` };
}

/** `recoveryLevel` is Key Vault's own word for soft delete and purge protection together. */
function recovery({ name, vaultUrl }: Location, { recoveryLevel = '', recoverableDays }: VaultProbed): Finding[] {
  const vault = vaultName(vaultUrl);
  if (!recoveryLevel.includes('Recoverable')) {
    return [
      fault(
        'no_soft_delete',
        `${name}: what is deleted in this vault is gone at once.`,
        `Switch soft delete on: az keyvault update --name ${vault} --enable-soft-delete true`,
      ),
    ];
  }
  if (recoveryLevel.includes('Purgeable')) {
    return [
      note(
        'no_purge_protection',
        `${name}: the vault has no purge protection, so somebody may destroy what was deleted before its ${recoverableDays ?? 90} days are over.`,
        `It can be switched on, and never off again: az keyvault update --name ${vault} --enable-purge-protection true`,
      ),
    ];
  }
  return [ok(`${name}: purge protection is on; what is deleted stays recoverable for ${recoverableDays ?? 90} days.`)];
}

/** A refusal in words. `reason` is Key Vault's finer code. @returns `undefined` where it was something else */
function refused(location: Location, act: VaultAct, look: FailedLook, self: Self): Finding | undefined {
  const { name, vaultUrl } = location;
  const { principalId } = self;
  const vault = vaultName(vaultUrl);
  const may = `${name}: SecretBot may not ${acts[act]} in ${vaultUrl}.`;
  if (look.status === 401 || isRefusedThere(look)) return otherTenant(location, self);
  if (look.status === 0) {
    return fault(
      'vault_unreachable',
      `${name}: there is no answer at ${vaultUrl} (${look.code}).`,
      networkRemedy(look.code),
    );
  }
  if (look.status !== 403) return undefined;
  switch (look.reason) {
    case 'ForbiddenByFirewall':
    case 'ForbiddenByConnection':
      return fault(
        'vault_firewall',
        `${name}: the vault's firewall does not let SecretBot in (${vaultUrl}).`,
        'Let it in: in the vault, Networking, add the address or the virtual network that SecretBot comes from.',
      );
    case 'ForbiddenByPolicy':
      return fault(
        'vault_policy',
        `${may} The vault uses access policies.`,
        `az keyvault set-policy --name ${vault} --object-id ${principalId} --secret-permissions get set delete`,
      );
    default:
      return fault(
        'vault_role',
        `${may} It needs the role Key Vault Secrets Officer there.`,
        'An owner of the vault gives it, in the Azure Cloud Shell; it takes some minutes to have effect:',
        `az role assignment create --role "Key Vault Secrets Officer" --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --scope $(az keyvault show --name ${vault} --query id --output tsv)`,
      );
  }
}

/** A secret or certificate signs in to the tenant that the vault names, and is not known there. */
function isRefusedThere({ status, code }: FailedLook): boolean {
  return status < 500 && /^(AuthenticationError|AggregateAuthentication|CredentialUnavailable)/.test(code);
}

function otherTenant({ name, vaultUrl }: Location, { tenantId }: Self): Finding {
  return fault(
    'vault_other_tenant',
    `${name}: the vault does not accept SecretBot's token (${vaultUrl}).`,
    `It must belong to the tenant ${tenantId}. This says to which one it belongs:`,
    `az keyvault show --name ${vaultName(vaultUrl)} --query properties.tenantId --output tsv`,
    'Where it is another one, name a vault of your own tenant in the locations.',
  );
}

function vaultName(vaultUrl: string): string {
  return new URL(vaultUrl).hostname.split('.')[0] ?? '';
}
