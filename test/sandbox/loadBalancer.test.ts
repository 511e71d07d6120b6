import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Backend, LoadBalancer } from '../../sandbox/loadBalancer';
import { BotGateway } from '../../sandbox/teams/botGateway';
import { createWorld } from '../../sandbox/world/world';

const ready = (name: string, says: () => boolean = () => true): Backend => ({
  messagesUrl: `http://${name}/api/messages`,
  isReady: async () => says(),
});
const namesOf = async (balancer: LoadBalancer): Promise<string[]> =>
  (await balancer.inTurn()).map((url) => new URL(url).hostname);

describe('the load balancer', () => {
  it('gives every replica its turn, and names one other for when that one refuses', async () => {
    const balancer = new LoadBalancer([ready('one'), ready('two'), ready('three')]);
    expect(await namesOf(balancer)).toEqual(['one', 'two']);
    expect(await namesOf(balancer)).toEqual(['two', 'three']);
    expect(await namesOf(balancer)).toEqual(['three', 'one']);
    expect(await namesOf(balancer)).toEqual(['one', 'two']);
  });

  it('leaves out whoever says that it is not ready', async () => {
    const balancer = new LoadBalancer([ready('one', () => false), ready('two')]);
    expect(await namesOf(balancer)).toEqual(['two']);
    expect(await namesOf(balancer)).toEqual(['two']);
  });

  it('goes on when none is ready, so that people hear it from the bot', async () => {
    const balancer = new LoadBalancer([ready('one', () => false), ready('two', () => false)]);
    expect(await namesOf(balancer)).toEqual(['one', 'two']);
  });
});

describe('a delivery to two replicas', () => {
  const servers: http.Server[] = [];
  const world = createWorld();
  const activity = { type: 'message', serviceUrl: world.serviceUrl };

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** A process that does this with every delivery; `heard` counts them. */
  async function replica(answer: http.RequestListener): Promise<Backend & { heard(): number }> {
    let heard = 0;
    const server = http.createServer((request, response) => {
      heard += 1;
      answer(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { messagesUrl: `http://127.0.0.1:${port}/api/messages`, isReady: async () => true, heard: () => heard };
  }

  function gatewayTo(...replicas: readonly Backend[]): BotGateway {
    const gateway = new BotGateway(world, undefined);
    gateway.connect(new LoadBalancer(replicas));
    return gateway;
  }

  const says =
    (status: number): http.RequestListener =>
    (_request, response) => {
      response.statusCode = status;
      response.end();
    };

  it('goes to the other when the first says 503', async () => {
    const [busy, fine] = [await replica(says(503)), await replica(says(200))];
    expect(await gatewayTo(busy, fine).deliver(activity)).toMatchObject({ status: 200 });
    expect([busy.heard(), fine.heard()]).toEqual([1, 1]);
  });

  it('goes to the other when nobody listens at the first', async () => {
    const gone = await replica(says(200));
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    const fine = await replica(says(200));
    expect(await gatewayTo(gone, fine).deliver(activity)).toMatchObject({ status: 200 });
    expect([gone.heard(), fine.heard()]).toEqual([0, 1]);
  });

  it('is lost, and not made twice, when the connection breaks after the first took it', async () => {
    const breaks = await replica((_request, response) => response.destroy());
    const fine = await replica(says(200));
    expect(await gatewayTo(breaks, fine).deliver(activity)).toMatchObject({ status: 0 });
    expect([breaks.heard(), fine.heard()]).toEqual([1, 0]);
  });

  it('is refused when both say 503', async () => {
    const both = [await replica(says(503)), await replica(says(503))];
    expect(await gatewayTo(...both).deliver(activity)).toMatchObject({ status: 503 });
    expect(both.map(({ heard }) => heard())).toEqual([1, 1]);
  });
});
