import { botRoles } from '../../../sandbox/world/world';
import { graphPermissions } from '../../../src/adapters/graph/permissions';
import { ExaminationRoom } from '../../support/examination';

describe('permissions in Microsoft Graph', () => {
  let room: ExaminationRoom;
  beforeAll(async () => {
    room = await ExaminationRoom.open();
  });
  afterEach(() => {
    const { bot } = room.world;
    bot.roles = botRoles;
    delete bot.grantedRoles;
    bot.otherGrants = [];
    room.world.faults.switchAllOff();
  });
  afterAll(() => room.close());

  it('finds nothing wrong with exactly those that are needed', async () => {
    expect((await room.look('permissions')).codes).toEqual([]);
  });

  it.each(graphPermissions.filter(({ neededFor }) => neededFor !== 'last_use'))(
    'names $name when it is missing, why it is needed, what breaks, and how to grant it',
    async ({ name, why, without }) => {
      room.world.bot.roles = botRoles.filter((one) => one !== name);
      const { codes, words } = await room.look('permissions');
      expect(codes[0]).toBe('permission_missing');
      expect(words('permission_missing')).toContain(`${name} is missing. SecretBot needs it to ${why}. ${without}`);
      const byCommand = name !== 'Application.Read.All';
      expect(words('permission_missing')).toContain(byCommand ? 'az rest --method post' : 'Grant admin consent');
      expect(codes.slice(1)).toEqual(byCommand ? [] : ['grants_not_listed']);
    },
  );

  it('fills real ids into the command that grants', async () => {
    const { bot } = room.world;
    bot.roles = botRoles.filter((one) => one !== 'User.Read.All');
    const command = (await room.look('permissions')).words('permission_missing');
    const body = JSON.parse(/--body '(.*)'/.exec(command)?.[1] ?? '{}') as Record<string, string>;
    expect(body['principalId']).toBe(bot.servicePrincipalId);
    expect(Object.values(body).every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
    expect(command).toContain(`/servicePrincipals/${bot.servicePrincipalId}/appRoleAssignments`);
  });

  it('calls the permission for the time of last use useful, not a fault', async () => {
    room.world.bot.roles = botRoles.filter((one) => one !== 'AuditLog.Read.All');
    const { findings, codes } = await room.look('permissions');
    expect(codes).toEqual(['permission_useful']);
    expect(findings.map(({ kind }) => kind)).toEqual(['ok', 'note']);
  });

  it('says that a permission was granted and tokens do not have it yet', async () => {
    room.world.bot.roles = botRoles.filter((one) => one !== 'User.Read.All');
    room.world.bot.grantedRoles = botRoles;
    expect((await room.look('permissions')).codes).toEqual(['not_in_token_yet']);
  });

  it('names what is too much, how dangerous it is, and the command that takes it back', async () => {
    room.world.bot.roles = [...botRoles, 'Application.ReadWrite.All', 'Mail.Read'];
    room.world.bot.otherGrants = [['Office 365 Exchange Online', 'full_access_as_app']];
    const { codes, findings } = await room.look('permissions');
    expect(codes).toEqual(['permission_too_much', 'permission_too_much', 'permission_too_much']);
    const said = JSON.stringify(findings);
    expect(said).toMatch(/Application\.ReadWrite\.All is granted, and SecretBot does not need it.*whole tenant/);
    expect(said).toMatch(/Mail\.Read is granted, and SecretBot does not need it\."/);
    expect(said).toMatch(/a permission of Office 365 Exchange Online/);
    expect(said.match(/az rest --method delete/g)).toHaveLength(3);
  });

  it('finds what was granted and no token has yet, and lets be what only an old token has', async () => {
    room.world.bot.grantedRoles = [...botRoles, 'Directory.ReadWrite.All'];
    expect((await room.look('permissions')).codes).toEqual(['permission_too_much']);
    room.world.bot.roles = [...botRoles, 'Directory.ReadWrite.All'];
    room.world.bot.grantedRoles = botRoles;
    expect((await room.look('permissions')).codes).toEqual(['permission_ending']);
  });

  it('asks for groups and for installing only where the settings use them', async () => {
    const settings = { SECRETBOT_ADMIN_GROUP_ID: '', SECRETBOT_TEAMS_APP_ID: '' };
    expect((await room.look('permissions', settings)).codes).toEqual(['permission_unused', 'permission_unused']);
    room.world.bot.roles = botRoles.filter((one) => !/^(GroupMember|TeamsApp)/.test(one));
    expect((await room.look('permissions', settings)).codes).toEqual([]);
    expect((await room.look('permissions')).codes).toEqual(['permission_missing', 'permission_missing']);
  });

  it('says that it could not look when Graph is away', async () => {
    room.world.faults.switchOn({ service: 'graph', fault: { kind: 'status', status: 503 } });
    expect((await room.look('permissions')).codes).toEqual(['busy']);
  });
});
