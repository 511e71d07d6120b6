import { DoctorRoom } from '../support/doctorRoom';

describe('npm run doctor', () => {
  let room: DoctorRoom;
  beforeAll(async () => {
    room = await DoctorRoom.open();
  });
  afterAll(() => room.close());

  it('says for each check what it found, and ends with 0 where there is no fault', async () => {
    const { out, said, code } = await room.tool('doctor', ['--only', 'settings', '--only', 'permissions']);
    expect(out).toMatch(/^Settings\n {2}ok {6}All settings can be read\./);
    expect(out).toContain(
      '\nPermissions in Microsoft Graph\n  ok      SecretBot has every permission that it needs.\n',
    );
    expect([code, said]).toEqual([0, 'No faults.\n']);
  }, 60_000);

  it('ends with 3 where there is a fault, and gives programs a code for each', async () => {
    const { code, codes, said, found } = await room.doctor(['--only', 'tokens'], { AZURE_CLIENT_SECRET: 'wrong' });
    expect([code, codes]).toEqual([3, ['wrong_secret', 'wrong_secret']]);
    expect(said).toBe('2 faults to mend.\n');
    expect(found('wrong_secret').kind).toBe('fault');
  }, 60_000);

  it('names every fault of the settings, and looks at nothing else', async () => {
    const { code, codes, out } = await room.doctor([], { MicrosoftAppId: '', SECRETBOT_LOG_LEVEL: 'loud' });
    expect([code, codes]).toEqual([3, ['setting', 'setting', 'not_looked_at']]);
    expect(out).toContain('MicrosoftAppId is missing');
  }, 60_000);

  it('says how it is called', async () => {
    const { code, said } = await room.tool('doctor', ['--only', 'everything']);
    expect([code, said]).toEqual([2, expect.stringContaining('--only <settings | tokens')]);
  }, 60_000);
});
