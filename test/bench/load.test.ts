import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { post } from '../../bench/load';

describe('how the bench posts', () => {
  const servers: http.Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function listening(onRequest: http.RequestListener): Promise<string> {
    const server = http.createServer(onRequest);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('gives the whole answer, whatever its status', async () => {
    const url = await listening((request, response) => {
      const { authorization = '' } = request.headers;
      response.statusCode = 418;
      response.end(`${request.url} ${authorization}`);
    });
    await expect(post(url, 'token', {})).resolves.toEqual({ status: 418, body: '/api/messages Bearer token' });
  });

  it('says that a bot went away, and does not post to it again', async () => {
    let asked = 0;
    const url = await listening((request) => {
      asked += 1;
      request.socket.destroy();
    });
    await expect(post(url, 'token', {})).rejects.toThrow();
    expect(asked).toBe(1);
  });
});
