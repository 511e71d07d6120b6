import { ExaminationRoom } from '../../support/examination';

describe('applications that SecretBot may serve', () => {
  let room: ExaminationRoom;
  beforeEach(async () => {
    room = await ExaminationRoom.open();
  });
  afterEach(() => room.close());

  it('counts them, and tries the search that people find theirs by', async () => {
    const { findings, codes } = await room.look('ownership');
    expect(codes).toEqual([]);
    expect(JSON.stringify(findings)).toMatch(/SecretBot owns 12 applications, such as .*People find the applications/);
  });

  it('says that there is none, and what to do', async () => {
    for (const application of room.world.applications) application.botIsOwner = false;
    const { words } = await room.look('ownership');
    expect(words('owns_nothing')).toContain('npm run onboard -- <application>');
  });

  it('looks at the application that was named, and fills in the command where SecretBot is no owner', async () => {
    const { appId } = room.world.application('Partner Exchange');
    for (const application of [appId, 'Partner Exchange', 'partner exch']) {
      const { words } = await room.look('ownership', {}, { application });
      expect(words('not_owner')).toContain(
        `az ad app owner add --id ${appId} --owner-object-id ${room.world.bot.servicePrincipalId}`,
      );
    }
    expect((await room.look('ownership', {}, { application: 'Payroll API' })).codes).toEqual([]);
  });

  it('asks for the client id where a name fits nothing or several', async () => {
    for (const application of ['No Such Thing', 'p']) {
      const { words } = await room.look('ownership', {}, { application });
      expect(words('no_such_application')).toMatch(/say (its|the) Application \(client\) ID/i);
    }
  });

  it('says when no person owns it, so that only administrators can use it', async () => {
    room.world.application('Payroll API').ownerIds = [];
    const { codes } = await room.look('ownership', {}, { application: 'Payroll API' });
    expect(codes).toEqual(['no_person_owns']);
  });

  it.each([403, 400] as const)(
    'finds out that Graph does not answer the search to an application (%s)',
    async (status) => {
      room.world.faults.switchOn({ service: 'graph', route: 'GET /v1.0/users/', fault: { kind: 'status', status } });
      expect((await room.look('ownership')).words('search_refused')).toContain('create <client id>');
    },
  );

  it('tells a missing enterprise application from one that is switched off', async () => {
    room.world.bot.principal = 'missing';
    expect((await room.look('ownership')).words('no_principal')).toContain(
      `az ad sp create --id ${room.world.bot.appId}`,
    );
    room.world.bot.principal = 'disabled';
    expect((await room.look('ownership')).codes).toEqual(['principal_disabled']);
  });
});
