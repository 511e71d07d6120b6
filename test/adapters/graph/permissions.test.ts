import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { projectRoot } from '../../../sandbox/projectRoot';
import { GraphAppInstaller } from '../../../src/adapters/graph/graphAppInstaller';
import { GraphDirectory } from '../../../src/adapters/graph/graphDirectory';
import { GraphProbe } from '../../../src/adapters/graph/graphProbe';
import { graphPermissions, type NeededFor } from '../../../src/adapters/graph/permissions';
import { type CloudInProcess, cloudInProcess } from '../../support/cloudInProcess';

const names = graphPermissions.map(({ name }) => name);

describe('the permissions of the table', () => {
  let cloud: CloudInProcess;
  beforeEach(async () => {
    cloud = await cloudInProcess();
    cloud.world.bot.roles = names;
  });
  afterEach(() => cloud.stop());

  /** Calls everything that the code asks Graph for. @returns the requests that Graph refused for want of a permission */
  async function refusedWith(roles: readonly string[]): Promise<readonly string[]> {
    cloud.world.bot.roles = roles;
    const refused: string[] = [];
    cloud.world.journal.observe(({ status, method, path }) => {
      if (status === 403) refused.push(`${method} ${path}`);
    });
    for (const call of callsOf(cloud)) await call().catch(() => undefined);
    return refused;
  }

  it('are enough for everything that the code asks for', async () => {
    expect(await refusedWith(names)).toEqual([]);
  });

  it.each(names)('hold no more than is asked for: something is refused without %s', async (name) => {
    expect(await refusedWith(names.filter((one) => one !== name))).not.toEqual([]);
  });

  it('name every method of the directory that asks Graph', () => {
    const methods = Object.getOwnPropertyNames(GraphDirectory.prototype).filter((name) => name !== 'constructor');
    const called = callsOf(cloud).map((call) => String(call));
    // Reads no more than the bot's own token.
    expect(methods.filter((name) => name !== 'self' && !called.some((text) => text.includes(`.${name}(`)))).toEqual([]);
    const looks = Object.getOwnPropertyNames(GraphProbe.prototype).filter((name) => name !== 'constructor');
    expect(looks.filter((name) => !called.some((text) => text.includes(`.${name}(`)))).toEqual([]);
  });
});

describe('docs/permissions.md', () => {
  const text = readFileSync(join(projectRoot, 'docs/permissions.md'), 'utf8');
  const when: Readonly<Record<NeededFor, string>> = {
    everything: 'always',
    groups: 'with groups',
    last_use: 'optional',
    installing: 'with `SECRETBOT_TEAMS_APP_ID`',
  };

  it('has one row for each permission that the code asks for, with the words of the doctor, and no other', () => {
    const rows = text.split('\n').filter((line) => /^\| `\w+\./.test(line));
    expect(rows).toEqual(
      graphPermissions.map(
        ({ name, neededFor, why, without }) => `| \`${name}\` | ${when[neededFor]} | ${why} | ${without} |`,
      ),
    );
  });

  it('is what README.md says, too', () => {
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

/** One call for each way in which the code asks Graph, on an application that the bot owns. */
function callsOf({ world, credential }: CloudInProcess): readonly (() => Promise<unknown>)[] {
  const options = { url: 'https://graph.microsoft.com', credential, logger: pino({ level: 'silent' }) };
  const directory = new GraphDirectory(options);
  const installer = new GraphAppInstaller({ ...options, teamsAppId: world.bot.catalogId });
  const probe = new GraphProbe(options);
  const { objectId, appId, displayName } = world.application('Payroll API');
  const [person, group] = [world.person('alex').objectId, world.adminGroupId];
  const application = { objectId, appId, displayName, allowsPersonalAccounts: false, createdAt: new Date(0) };
  const credentialWish = { displayName: 'x', expiresAt: new Date(Date.now() + 86_400_000) };
  return [
    () => directory.application(objectId),
    () => directory.applicationByAppId(appId),
    () => directory.applicationsOwnedBy(person, '', 5),
    () => directory.allApplications('', 5),
    () => directory.ownerIds(objectId),
    () => directory.credentials(objectId),
    () => directory.policy(application),
    () => directory.canServe(objectId),
    () => directory.addPassword(objectId, credentialWish),
    () => directory.removePassword(objectId, world.application('Payroll API').credentials[0]?.keyId ?? ''),
    () => directory.lastUse('00000000-0000-4000-8000-000000000001'),
    () => directory.person(person),
    () => directory.people('a', 5),
    () => directory.isMemberOf(person, group),
    () => directory.groupMembers(group, 5),
    () => installer.install(world.person('priya').objectId),
    () => probe.principal(world.bot.servicePrincipalId),
    () => probe.grantIds(),
    () => probe.grants(world.bot.servicePrincipalId, { graphId: '', roles: new Map() }),
    () => probe.ownedBy(world.bot.servicePrincipalId, 5),
    () => probe.applications('Pay', 5),
    () => probe.ownerIds(objectId),
    () => probe.someOwner(objectId),
    () => probe.applicationsOf(person, 5),
  ];
}
