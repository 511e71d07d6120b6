import type { Person } from '../../src/domain/actor';
import type { Application } from '../../src/domain/applications/application';
import type { Directory } from '../../src/domain/ports';

const DAY = 24 * 60 * 60 * 1000;
const missingApplication = { code: 'not_found', details: { what: 'application' } };
const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

/** A directory with the same people and applications in it, whatever it is made of. */
export interface DirectoryStage {
  readonly directory: Directory;
  readonly now: () => Date;
  readonly botPrincipalId: string;
  /** Owns `payroll`, `pipeline`, `capped`, `blocked`, `foreign` and `personal`. */
  readonly alex: Person;
  /** Owns `payroll` too. */
  readonly megan: Person;
  /** Owns nothing. */
  readonly lee: Person;
  /** The one member of the group. */
  readonly nora: Person;
  readonly disabled: Person;
  readonly guest: Person;
  readonly groupId: string;
  /** Holds one credential made elsewhere. */
  readonly payroll: Application;
  /** Holds none. */
  readonly pipeline: Application;
  /** 90 days at most by its policy. */
  readonly capped: Application;
  /** Its policy blocks secrets. */
  readonly blocked: Application;
  /** The bot is not among its owners. */
  readonly foreign: Application;
  /** For personal accounts too; holds one credential. */
  readonly personal: Application;
}

/** What every Directory does, told of the fake and of Microsoft Graph alike. */
export function directoryContract(setUp: () => Promise<DirectoryStage>): void {
  let stage: DirectoryStage;
  beforeEach(async () => {
    stage = await setUp();
  });

  describeApplications(() => stage);
  describeCredentials(() => stage);
  describeRefusals(() => stage);
  describePeople(() => stage);
}

function describeApplications(stage: () => DirectoryStage): void {
  describe('applications', () => {
    it('finds one by object id and by client id', async () => {
      const { directory, payroll } = stage();
      expect(await directory.application(payroll.objectId)).toEqual(payroll);
      expect(await directory.applicationByAppId(payroll.appId)).toEqual(payroll);
    });

    it.each([NOBODY, 'payroll', "x') or (appId eq '", '../users', ''])('finds none by the id %j', async (id) => {
      const { directory } = stage();
      expect(await directory.application(id)).toBeUndefined();
      expect(await directory.applicationByAppId(id)).toBeUndefined();
    });

    it('says which ones hold two secrets at most', async () => {
      const { directory, personal } = stage();
      expect(await directory.application(personal.objectId)).toMatchObject({ allowsPersonalAccounts: true });
    });

    it('searches what a person owns by the beginning of the name, ignoring case, in order of names', async () => {
      const { directory, alex, megan, lee, payroll } = stage();
      expect(await directory.applicationsOwnedBy(alex.objectId, 'pAYr', 15)).toEqual([payroll]);
      const all = (await directory.applicationsOwnedBy(alex.objectId, '', 15)).map((one) => one.displayName);
      expect(all).toEqual([...all].sort((a, b) => a.localeCompare(b, 'en')));
      expect(all).toContain('Payroll API');
      expect(await directory.applicationsOwnedBy(megan.objectId, 'Pipeline', 15)).toEqual([]);
      expect(await directory.applicationsOwnedBy(lee.objectId, '', 15)).toEqual([]);
      expect(await directory.applicationsOwnedBy(NOBODY, '', 15)).toEqual([]);
    });

    it('searches what a person owns by the beginning of the client id', async () => {
      const { directory, alex, payroll } = stage();
      const found = await directory.applicationsOwnedBy(alex.objectId, payroll.appId.slice(0, 30).toUpperCase(), 15);
      expect(found).toContainEqual(payroll);
    });

    it('searches the whole tenant by the beginning of the name and by complete client ids', async () => {
      const { directory, payroll, foreign } = stage();
      expect(await directory.allApplications('payroll', 15)).toEqual([payroll]);
      expect(await directory.allApplications(payroll.appId, 15)).toEqual([payroll]);
      expect(await directory.allApplications('', 999)).toEqual(expect.arrayContaining([payroll, foreign]));
    });

    it('gives no more than it was asked for', async () => {
      const { directory, alex } = stage();
      expect(await directory.applicationsOwnedBy(alex.objectId, '', 2)).toHaveLength(2);
      expect(await directory.allApplications('', 3)).toHaveLength(3);
    });

    it.each(["O'Brien & co", "') or startswith(displayName,'P", 'a#b?c=d%20&$top=999', '100% "it"'])(
      'takes the query %j as text',
      async (query) => {
        const { directory, alex } = stage();
        expect(await directory.allApplications(query, 15)).toEqual([]);
        expect(await directory.applicationsOwnedBy(alex.objectId, query, 15)).toEqual([]);
        expect(await directory.people(query, 15)).toEqual([]);
      },
    );

    it('names people and service principals as owners', async () => {
      const { directory, alex, megan, botPrincipalId, payroll, foreign } = stage();
      expect([...(await directory.ownerIds(payroll.objectId))].sort()).toEqual(
        [alex.objectId, megan.objectId, botPrincipalId].sort(),
      );
      expect(await directory.ownerIds(foreign.objectId)).not.toContain(botPrincipalId);
      await expect(directory.ownerIds(NOBODY)).rejects.toMatchObject(missingApplication);
    });

    it('tells where the bot may serve', async () => {
      const { directory, payroll, foreign } = stage();
      expect(await directory.canServe(payroll.objectId)).toBe(true);
      expect(await directory.canServe(foreign.objectId)).toBe(false);
      await expect(directory.canServe(NOBODY)).rejects.toMatchObject(missingApplication);
    });

    it('tells who the bot is: an owner of what it may serve', async () => {
      const { directory, payroll, foreign } = stage();
      const { principalId, graphUrl } = await directory.self();
      expect(await directory.ownerIds(payroll.objectId)).toContain(principalId);
      expect(await directory.ownerIds(foreign.objectId)).not.toContain(principalId);
      expect(graphUrl).toBe('https://graph.microsoft.com');
    });

    it('tells what policy allows', async () => {
      const { directory, payroll, capped, blocked } = stage();
      expect(await directory.policy(payroll)).toEqual({ blocksSecrets: false });
      expect(await directory.policy(capped)).toEqual({ blocksSecrets: false, maxLifetimeDays: 90 });
      expect(await directory.policy(blocked)).toMatchObject({ blocksSecrets: true });
    });
  });
}

function describeCredentials(stage: () => DirectoryStage): void {
  describe('credentials', () => {
    it('lists credentials made elsewhere, without values', async () => {
      const { directory, payroll } = stage();
      const [credential, ...others] = await directory.credentials(payroll.objectId);
      expect(others).toEqual([]);
      expect(credential).toEqual({
        keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        displayName: 'Terraform',
        hint: expect.any(String),
        startsAt: expect.any(Date),
        expiresAt: expect.any(Date),
      });
      await expect(directory.credentials(NOBODY)).rejects.toMatchObject(missingApplication);
    });

    it('adds one, gives its value once and shows it without the value from then on', async () => {
      const { directory, pipeline, now } = stage();
      const expiresAt = new Date(Math.floor(now().getTime() / 1000) * 1000 + 30 * DAY);
      const made = await directory.addPassword(pipeline.objectId, { displayName: 'CI (sb-7Q3F9K2M)', expiresAt });
      expect(made).toMatchObject({ displayName: 'CI (sb-7Q3F9K2M)', expiresAt, requestId: expect.stringMatching(/./) });
      expect(made.value.expose().length).toBeGreaterThanOrEqual(16);
      expect(made.value.expose().startsWith(made.hint ?? 'no hint')).toBe(true);
      const shown = await directory.credentials(pipeline.objectId);
      expect(shown.map((one) => one.keyId)).toEqual([made.keyId]);
      expect(JSON.stringify(shown)).not.toContain(made.value.expose());
    });

    it('makes a second credential when asked twice: adding is not idempotent', async () => {
      const { directory, pipeline, now } = stage();
      const wanted = { displayName: 'twice', expiresAt: new Date(now().getTime() + DAY) };
      const first = await directory.addPassword(pipeline.objectId, wanted);
      const second = await directory.addPassword(pipeline.objectId, wanted);
      expect(first.keyId).not.toBe(second.keyId);
      expect(await directory.credentials(pipeline.objectId)).toHaveLength(2);
    });

    it('removes exactly the one named, and may be told twice', async () => {
      const { directory, payroll, now } = stage();
      const before = await directory.credentials(payroll.objectId);
      const expiresAt = new Date(now().getTime() + DAY);
      const { keyId } = await directory.addPassword(payroll.objectId, { displayName: 'short', expiresAt });
      await directory.removePassword(payroll.objectId, keyId);
      expect(await directory.credentials(payroll.objectId)).toEqual(before);
      await directory.removePassword(payroll.objectId, keyId);
      await directory.removePassword(payroll.objectId, NOBODY);
      expect(await directory.credentials(payroll.objectId)).toEqual(before);
    });

    it('says nothing of a use that nobody reported', async () => {
      expect(await stage().directory.lastUse(NOBODY)).toBe('unknown');
    });

    it('tells when a credential was used last', async () => {
      const { directory, payroll, now } = stage();
      const [credential] = await directory.credentials(payroll.objectId);
      const use = await directory.lastUse(credential?.keyId ?? '');
      expect(use).toBeInstanceOf(Date);
      expect(Math.abs(now().getTime() - Number(use)) / DAY).toBeCloseTo(2, 1);
    });
  });
}

function describeRefusals(stage: () => DirectoryStage): void {
  describe('refusals, after which nothing has changed', () => {
    async function refusal(application: Application, days: number): Promise<unknown> {
      const { directory, now } = stage();
      const before = await directory.credentials(application.objectId);
      const expiresAt = new Date(now().getTime() + days * DAY);
      const error = await directory.addPassword(application.objectId, { displayName: 'refused', expiresAt }).then(
        () => 'no refusal',
        (refused: unknown) => refused,
      );
      expect(await directory.credentials(application.objectId)).toEqual(before);
      return error;
    }

    it('refuses where policy blocks secrets', async () => {
      const { blocked } = stage();
      const details = { reason: 'policy_blocks_secrets', application: blocked.objectId };
      expect(await refusal(blocked, 30)).toMatchObject({ code: 'refused', details });
    });

    it('refuses a lifetime beyond policy, and takes one within', async () => {
      const { directory, capped, now } = stage();
      const faults = [{ field: 'expiration', rule: 'beyond_policy' }];
      expect(await refusal(capped, 91)).toMatchObject({ code: 'invalid_input', details: { faults } });
      const expiresAt = new Date(now().getTime() + 89 * DAY);
      await expect(directory.addPassword(capped.objectId, { displayName: 'ok', expiresAt })).resolves.toBeDefined();
    });

    it('refuses where the bot is no owner', async () => {
      const { directory, foreign } = stage();
      const details = { reason: 'bot_cannot_serve', application: foreign.objectId };
      expect(await refusal(foreign, 30)).toMatchObject({ code: 'refused', details });
      await expect(directory.removePassword(foreign.objectId, NOBODY)).rejects.toMatchObject({
        code: 'not_allowed',
        details: { action: 'delete' },
      });
    });

    it('refuses the third secret of an application for personal accounts', async () => {
      const { directory, personal, now } = stage();
      const expiresAt = new Date(now().getTime() + DAY);
      await directory.addPassword(personal.objectId, { displayName: 'second', expiresAt });
      const details = { reason: 'too_many_secrets', application: personal.objectId };
      expect(await refusal(personal, 30)).toMatchObject({ code: 'refused', details });
    });

    it('knows no credentials of an application that does not exist', async () => {
      const { directory, now } = stage();
      const expiresAt = new Date(now().getTime() + DAY);
      const added = directory.addPassword(NOBODY, { displayName: 'nowhere', expiresAt });
      await expect(added).rejects.toMatchObject(missingApplication);
      await expect(directory.removePassword(NOBODY, NOBODY)).rejects.toMatchObject(missingApplication);
    });
  });
}

function describePeople(stage: () => DirectoryStage): void {
  describe('people', () => {
    it('knows members, guests and disabled people by id, and nobody else', async () => {
      const { directory, alex, guest, disabled } = stage();
      expect(await directory.person(alex.objectId)).toEqual(alex);
      expect(await directory.person(guest.objectId)).toMatchObject({ kind: 'guest', enabled: true });
      expect(await directory.person(disabled.objectId)).toMatchObject({ kind: 'member', enabled: false });
      for (const id of [NOBODY, alex.userPrincipalName, '', '../groups']) {
        expect(await directory.person(id)).toBeUndefined();
      }
    });

    it('searches enabled people by the beginning of name or sign-in name', async () => {
      const { directory, megan, disabled } = stage();
      expect(await directory.people('meg', 15)).toEqual([megan]);
      expect(await directory.people(megan.userPrincipalName.toUpperCase(), 15)).toEqual([megan]);
      expect(await directory.people(disabled.displayName, 15)).toEqual([]);
      expect(await directory.people('', 2)).toHaveLength(2);
    });

    it('tells who is in a group', async () => {
      const { directory, nora, alex, groupId } = stage();
      expect(await directory.isMemberOf(nora.objectId, groupId)).toBe(true);
      expect(await directory.isMemberOf(alex.objectId, groupId)).toBe(false);
      expect(await directory.isMemberOf(NOBODY, groupId)).toBe(false);
      expect(await directory.isMemberOf(nora.objectId, NOBODY)).toBe(false);
      expect(await directory.groupMembers(groupId, 5)).toEqual([nora.objectId]);
      expect(await directory.groupMembers(NOBODY, 5)).toEqual([]);
    });
  });
}
