import type { Fault } from '../../../sandbox/world/faults';
import { installedForNobody } from '../../../sandbox/world/installations';
import { GraphAppInstaller } from '../../../src/adapters/graph/graphAppInstaller';
import { type CloudInProcess, cloudInProcess } from '../../support/cloudInProcess';

let cloud: CloudInProcess;
let logged: object[];

beforeAll(async () => {
  cloud = await cloudInProcess();
});
afterAll(() => cloud.stop());
beforeEach(() => {
  logged = [];
  cloud.world.installations = installedForNobody();
});
afterEach(() => cloud.world.faults.switchAllOff());

const installerOf = (teamsAppId: string) =>
  new GraphAppInstaller({
    url: 'https://graph.microsoft.com',
    credential: cloud.credential,
    logger: { warn: (fields: object) => void logged.push(fields) },
    teamsAppId,
  });
const install = () => installerOf(cloud.world.bot.catalogId).install(cloud.world.person('priya').objectId);
const isInstalled = () => cloud.world.installations.has('priya');

function switchOn(fault: Fault, route: string, times = 1): () => number {
  const id = cloud.world.faults.switchOn({ service: 'graph', route, fault, times });
  return () => cloud.world.faults.list().find((one) => one.id === id)?.hits ?? 0;
}

describe('the app through Graph', () => {
  it('is installed for the person, whose chat is there then', async () => {
    expect(await install()).toBe('ready');
    expect(isInstalled()).toBe(true);
    expect(logged).toEqual([]);
  });

  it('is not installed again where it is there already', async () => {
    await install();
    expect(await install()).toBe('ready');
  });

  it('is under way while Graph knows no chat yet', async () => {
    switchOn({ kind: 'status', status: 404 }, '/chat');
    expect(await install()).toBe('under_way');
    expect(await install()).toBe('ready');
  });

  it.each([
    ['the organisation forbids it', 403],
    ['Graph knows no such person or app', 404],
    ['Graph does not understand it', 400],
  ] as const)('is refused where %s', async (_why, status) => {
    const hits = switchOn({ kind: 'status', status }, 'POST');
    expect(await install()).toBe('refused');
    expect(hits()).toBe(1);
    expect(isInstalled()).toBe(false);
  });

  it('is refused for an id that is none, without asking Graph, and for an app that is not in the catalog', async () => {
    expect(await installerOf(cloud.world.bot.catalogId).install('../groups')).toBe('refused');
    expect(logged).toEqual([]);
    expect(await installerOf(cloud.world.tenant.id).install(cloud.world.person('priya').objectId)).toBe('refused');
    expect(isInstalled()).toBe(false);
  });

  it.each<[string, Fault, object]>([
    ['throttling', { kind: 'throttle', retryAfterSeconds: 7 }, { service: 'graph', retryAfterSeconds: 7 }],
    ['503', { kind: 'status', status: 503 }, { service: 'graph' }],
    ['concurrent requests', { kind: 'concurrency' }, { service: 'graph' }],
    ['a lost answer', { kind: 'lost_answer' }, { service: 'graph' }],
  ])('may work later after %s, and then does', async (_what, fault, details) => {
    const hits = switchOn(fault, 'POST');
    const failure = await install().catch((error) => error);
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(failure.details).toEqual(details);
    expect(hits()).toBe(1);
    expect(await install()).toBe('ready');
  });

  it('logs failures without saying who it was for', async () => {
    switchOn({ kind: 'status', status: 403 }, 'POST');
    await install();
    expect(logged).toEqual([expect.objectContaining({ operation: '/users/…/teamwork/installedApps', status: 403 })]);
  });
});
