import { DoctorRoom } from '../support/doctorRoom';

describe('npm run onboard', () => {
  let room: DoctorRoom;
  beforeAll(async () => {
    room = await DoctorRoom.open();
  });
  afterAll(() => room.close());

  it('gives the commands for the portal, az and Graph PowerShell, and is content once the bot is an owner', async () => {
    const application = room.world.application('Partner Exchange');
    const { appId, objectId } = application;
    const { servicePrincipalId: bot } = room.world.bot;
    const { code, out, said } = await room.tool('onboard', ['Partner', 'Exchange']);
    expect([code, said]).toEqual([3, 'SecretBot is no owner of Partner Exchange yet.\n']);
    expect(out.split(`az ad app owner add --id ${appId} --owner-object-id ${bot}\n`)).toHaveLength(3);
    expect(out).toContain(`az login --tenant ${room.world.tenant.id}`);
    expect(out).toContain(`New-MgApplicationOwnerByRef -ApplicationId ${objectId}`);
    expect(out).toContain(`directoryObjects/${bot}'`);
    application.botIsOwner = true;
    const then = await room.tool('onboard', [appId]);
    expect([then.code, then.said]).toEqual([0, 'SecretBot is an owner of Partner Exchange and may serve it.\n']);
  }, 60_000);

  it('asks for the client id where several fit, and says what it could not find or ask', async () => {
    const several = await room.tool('onboard', ['p']);
    expect([several.code, several.out]).toEqual([1, expect.stringContaining('Payroll API')]);
    expect((await room.tool('onboard', ['Nothing'])).said).toContain('There is no application like “Nothing”.');
    expect((await room.tool('onboard')).code).toBe(2);
    const away = await room.tool('onboard', ['Payroll API'], { AZURE_CLIENT_SECRET: 'wrong' });
    expect([away.code, away.said]).toEqual([1, expect.stringContaining('gives SecretBot no token (AADSTS7000215)')]);
  }, 120_000);
});
