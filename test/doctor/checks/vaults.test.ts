import { ExaminationRoom } from '../../support/examination';

describe("the locations' vaults", () => {
  let room: ExaminationRoom;
  beforeEach(async () => {
    room = await ExaminationRoom.open();
    for (const vault of room.world.vaults) vault.recoveryLevel = 'Recoverable';
  });
  afterEach(() => room.close());

  it('stores, reads and deletes in each, and leaves nothing but a deleted entry', async () => {
    const { codes, findings } = await room.look('vaults');
    expect(codes).toEqual([]);
    expect(findings).toHaveLength(6);
    for (const { secrets } of room.world.vaults) {
      expect([...secrets.values()].map(({ deletedAt }) => deletedAt !== undefined)).toEqual([true]);
    }
  });

  it.each([
    ['PUT', 'store a secret'],
    ['GET', 'read a secret'],
    ['DELETE', 'delete a secret'],
  ])(
    'says what it may not do when %s is refused by a role, with the command that gives the role',
    async (route, what) => {
      const fault = { kind: 'vault_refuses', reason: 'ForbiddenByRbac' } as const;
      room.world.faults.switchOn({ service: 'keyVault', route: `${route} /secrets/`, fault });
      const { codes, words } = await room.look('vaults');
      expect(codes).toEqual(['vault_role', 'vault_role', 'vault_role']);
      expect(words('vault_role')).toContain(`Production: SecretBot may not ${what}`);
      expect(words('vault_role')).toContain(
        `--role "Key Vault Secrets Officer" --assignee-object-id ${room.world.bot.servicePrincipalId}`,
      );
      expect(words('vault_role')).toContain('az keyvault show --name contoso-prod');
    },
  );

  it.each([
    ['ForbiddenByPolicy', 'vault_policy', 'az keyvault set-policy --name contoso-prod'],
    ['ForbiddenByFirewall', 'vault_firewall', 'Networking'],
  ] as const)('tells %s from a missing role', async (reason, code, remedy) => {
    room.world.faults.switchOn({ service: 'keyVault', route: 'PUT', fault: { kind: 'vault_refuses', reason } });
    expect((await room.look('vaults')).words(code)).toContain(remedy);
  });

  it('takes away what it stored when it may not read it', async () => {
    const fault = { kind: 'vault_refuses', reason: 'ForbiddenByRbac' } as const;
    room.world.faults.switchOn({ service: 'keyVault', route: 'GET /secrets/', fault });
    await room.look('vaults');
    for (const { secrets } of room.world.vaults) {
      expect([...secrets.values()].every(({ deletedAt }) => deletedAt !== undefined)).toBe(true);
    }
  });

  it('says which vault gives back something else than was stored, and leaves nothing there', async () => {
    const dev = room.world.vaults.find(({ host }) => host.startsWith('contoso-dev'));
    if (!dev) throw new Error('the world has this vault');
    room.world.faults.switchOn({
      service: 'keyVault',
      route: 'GET /secrets/',
      fault: { kind: 'delay', milliseconds: 0 },
      meanwhile: () => {
        for (const { versions } of dev.secrets.values()) {
          for (const version of versions) Object.assign(version, { value: 'changed on the way' });
        }
      },
    });
    const { codes, words } = await room.look('vaults');
    expect(codes).toEqual(['vault_changes_values']);
    expect(words('vault_changes_values')).toContain('Development');
    expect(words('vault_changes_values')).toContain('https://contoso-dev.vault.azure.net');
    expect(words('vault_changes_values')).toContain('such as a proxy');
    expect([...dev.secrets.values()].every(({ deletedAt }) => deletedAt !== undefined)).toBe(true);
  });

  it('says which vault has no purge protection, and which keeps nothing that is deleted', async () => {
    const [prod, dev] = room.world.vaults;
    if (!prod || !dev) throw new Error('the world has vaults');
    prod.recoveryLevel = 'Recoverable+Purgeable';
    dev.recoveryLevel = 'Purgeable';
    const { codes, words } = await room.look('vaults');
    expect(codes).toEqual(['no_purge_protection', 'no_soft_delete']);
    expect(words('no_purge_protection')).toContain('--name contoso-prod --enable-purge-protection true');
    expect(words('no_soft_delete')).toContain('Development');
  });

  it('tells a vault of another tenant, one that is busy and one that does not answer apart', async () => {
    const [prod] = room.world.vaults;
    if (!prod) throw new Error('the world has vaults');
    prod.tenantId = '00000000-0000-4000-8000-000000000009';
    const { codes, words } = await room.look('vaults');
    expect(codes).toEqual(['vault_other_tenant']);
    expect(words('vault_other_tenant')).toContain(`must belong to the tenant ${room.world.tenant.id}`);
    expect(words('vault_other_tenant')).toContain('az keyvault show --name contoso-prod --query properties.tenantId');
    delete prod.tenantId;
    const { faults } = room.world;
    const look = async (fault: Parameters<typeof faults.switchOn>[0]['fault']) => {
      faults.switchAllOff();
      faults.switchOn({ service: 'keyVault', route: 'PUT', fault });
      return (await room.look('vaults')).codes[0];
    };
    // A managed identity has a token of its own tenant for every vault, and is refused by the vault itself.
    expect(await look({ kind: 'status', status: 401 })).toBe('vault_other_tenant');
    expect(await look({ kind: 'status', status: 503 })).toBe('busy');
    expect(await look({ kind: 'no_answer' })).toBe('vault_unreachable');
  });
});
