import { ExaminationRoom } from '../../support/examination';

describe('signing in', () => {
  let room: ExaminationRoom;
  beforeAll(async () => {
    room = await ExaminationRoom.open();
  });
  afterEach(() => room.world.faults.switchAllOff());
  afterAll(() => room.close());

  it('says for each service that Entra gives a token', async () => {
    const { findings, codes } = await room.look('tokens');
    expect(codes).toEqual([]);
    expect(findings).toHaveLength(3);
  });

  it('tells a wrong secret from a wrong tenant and an unknown application, and names the setting', async () => {
    const azure = await room.look('tokens', { AZURE_CLIENT_SECRET: 'wrong' });
    expect(azure.codes).toEqual(['wrong_secret', 'wrong_secret']);
    expect(azure.words('wrong_secret')).toMatch(/No token for Microsoft Graph[\s\S]*into AZURE_CLIENT_SECRET, not its/);
    const bot = await room.look('tokens', { MicrosoftAppPassword: 'wrong' });
    expect(bot.codes).toEqual(['wrong_secret']);
    expect(bot.words('wrong_secret')).toMatch(/No token for Teams[\s\S]*MicrosoftAppPassword/);
    const unknown = '00000000-0000-4000-8000-000000000009';
    const app = await room.look('tokens', { AZURE_CLIENT_ID: unknown });
    expect(app.words('unknown_app')).toContain('Check AZURE_CLIENT_ID');
    const tenant = await room.look('tokens', { AZURE_TENANT_ID: unknown });
    expect(tenant.words('unknown_tenant')).toContain('Check AZURE_TENANT_ID');
  });

  it('tells the tenant that SecretBot serves from the one that it signs in to', async () => {
    const { words } = await room.look('tokens', { MicrosoftAppTenantId: '00000000-0000-4000-8000-000000000009' });
    expect(words('wrong_tenant')).toContain('Set AZURE_TENANT_ID to the same tenant as MicrosoftAppTenantId.');
  });

  it.each(['permissions', 'ownership', 'vaults'] as const)(
    'leaves it to this one place to say why, where %s cannot be looked at without',
    async (check) => {
      const wrong = await room.look(check, { AZURE_CLIENT_SECRET: 'wrong' });
      expect(wrong.codes).toEqual(['no_sign_in']);
      expect(wrong.words('no_sign_in')).toContain('npm run doctor -- --only tokens');
    },
  );

  it('says that SecretBot signs in as somebody else, and that this may be meant', async () => {
    const [other] = room.world.applications;
    if (!other) throw new Error('the world has applications');
    const value = 'another-identity';
    const { createHash } = await import('node:crypto');
    const at = { startsAt: new Date(0), addedAt: new Date(0), expiresAt: new Date('2100-01-01') };
    const digest = createHash('sha256').update(value).digest('hex');
    other.credentials.push({ keyId: 'k', displayName: null, hint: 'ano', digest, ...at });
    const { words } = await room.look('tokens', { AZURE_CLIENT_ID: other.appId, AZURE_CLIENT_SECRET: value });
    expect(words('other_identity')).toContain(other.appId);
  });

  it('does not call Entra wrong when it is only away', async () => {
    room.world.faults.switchOn({ service: 'entra', route: 'oauth2', fault: { kind: 'status', status: 503 } });
    const { findings } = await room.look('tokens');
    expect(findings.map(({ kind }) => kind)).not.toContain('fault');
    expect(findings.map(({ kind }) => kind)).toContain('unknown');
  });

  it('never repeats a secret', async () => {
    const { findings } = await room.look('tokens', { AZURE_CLIENT_SECRET: 'wrong-but-secret' });
    expect(JSON.stringify(findings)).not.toContain('wrong-but-secret');
    expect(JSON.stringify(findings)).not.toContain(room.world.bot.password);
  });
});
