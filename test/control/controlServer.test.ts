import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askBot } from '../../src/control/askBot';
import { ControlError } from '../../src/control/controlError';
import { ControlServer } from '../../src/control/controlServer';
import type { BackupReport, Operations } from '../../src/control/operations';
import { SOCKET } from '../../src/control/socketPath';

const others = {
  health: () => Promise.reject(new Error('not asked')),
  auditVerify: () => Promise.reject(new Error('not asked here')),
  auditExport: () => Promise.reject(new Error('not asked here')),
  forget: () => Promise.reject(new Error('not asked here')),
};

describe('the local socket', () => {
  let folder: string;
  let recorded: string[];
  let operations: Operations;
  let backUp: (file: string) => Promise<BackupReport>;
  const open: ControlServer[] = [];

  const start = async (dataDir = folder): Promise<ControlServer> => {
    const faults = { record: (_error: unknown, during: string) => String(recorded.push(during)) };
    const server = new ControlServer({ operations, faults });
    open.push(server);
    await server.listen(dataDir);
    return server;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'control-'));
    recorded = [];
    backUp = async (file) => ({ file, bytes: 7, durationMs: 1 });
    operations = { ...others, backup: ({ file }) => backUp(file) };
  });
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
    rmSync(folder, { recursive: true });
  });

  it('answers a question with what the operation gives', async () => {
    await start();
    expect(await askBot(folder, 'backup', { file: '/b' })).toEqual({ file: '/b', bytes: 7, durationMs: 1 });
  });

  it('can be entered by nobody but its own user, and leaves only itself in the folder', async () => {
    await start();
    expect(statSync(join(folder, SOCKET)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([SOCKET]);
  });

  it('is gone after the close, and nobody answers', async () => {
    const server = await start();
    await server.close();
    await server.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(await askBot(folder, 'backup', { file: '/b' })).toBe('nobody');
  });

  it('takes away what a dead process left', async () => {
    await leaveDeadSocket(join(folder, SOCKET));
    expect(await askBot(folder, 'backup', { file: '/b' })).toBe('nobody');
    await start();
    expect(await askBot(folder, 'backup', { file: '/b' })).toMatchObject({ bytes: 7 });
    expect(readdirSync(folder)).toEqual([SOCKET]);
  });

  it('refuses to take the place of one that answers, which goes on answering', async () => {
    await start();
    await expect(start()).rejects.toThrow('Another SecretBot answers in this data folder');
    expect(await askBot(folder, 'backup', { file: '/b' })).toMatchObject({ bytes: 7 });
    expect(readdirSync(folder)).toEqual([SOCKET]);
  });

  it('is got by exactly one of many that find a dead one at the same moment', async () => {
    await leaveDeadSocket(join(folder, SOCKET));
    const starts = await Promise.allSettled(Array.from({ length: 12 }, () => start()));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(starts.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).name] : []))).toEqual(
      Array.from({ length: 11 }, () => 'ControlError'),
    );
    expect(await askBot(folder, 'backup', { file: '/b' })).toMatchObject({ bytes: 7 });
    expect(readdirSync(folder)).toEqual([SOCKET]);
  });

  it('does not remove a socket that took its place', async () => {
    const first = await start();
    rmSync(join(folder, SOCKET));
    await start();
    await first.close();
    expect(await askBot(folder, 'backup', { file: '/b' })).toMatchObject({ bytes: 7 });
  });

  it('is in the data folder also when its path is longer than a socket address can be', async () => {
    const deep = join(folder, 'a'.repeat(90), 'b'.repeat(90));
    mkdirSync(deep, { recursive: true });
    await leaveDeadSocket(join(folder, 'dead'));
    const server = await start(deep);
    expect(readdirSync(deep)).toEqual([SOCKET]);
    expect(await askBot(deep, 'backup', { file: '/b' })).toMatchObject({ bytes: 7 });
    await expect(start(deep)).rejects.toThrow(ControlError);
    await server.close();
    expect(readdirSync(deep)).toEqual([]);
  });

  it('says what is wrong with the folder', async () => {
    const missing = join(folder, 'x'.repeat(120));
    await expect(start(missing)).rejects.toThrow(/cannot be opened \(ENOENT\)/);
    writeFileSync(join(folder, 'file'), '');
    await expect(start(join(folder, 'file'))).rejects.toThrow(/cannot be made in the data folder \(\w+\)/);
  });

  it('tells the words of a fault that is for the operator', async () => {
    backUp = async () => {
      throw new ControlError('The file is there already.');
    };
    await start();
    await expect(askBot(folder, 'backup', { file: '/b' })).rejects.toThrow('The file is there already.');
    expect(recorded).toEqual([]);
  });

  it('keeps the words of any other fault to itself and gives its number', async () => {
    backUp = async () => {
      throw new Error('SELECT secret FROM places');
    };
    await start();
    await expect(askBot(folder, 'backup', { file: '/b' })).rejects.toThrow(
      'Something went wrong. The log has it as fault 1.',
    );
    expect(recorded).toEqual(['backup']);
  });

  it('sends rows one line each', async () => {
    operations = { ...others, backup: (async () => rows(3)) as unknown as Operations['backup'] };
    await start();
    const answer = (await askBot(folder, 'backup', { file: '/b' })) as unknown as AsyncIterable<object>;
    expect(await all(answer)).toEqual([{ row: 0 }, { row: 1 }, { row: 2 }]);
  });

  it('breaks off rows that fail in the middle, so that half of them never pass for all', async () => {
    operations = { ...others, backup: (async () => rows(3, new Error('gone'))) as unknown as Operations['backup'] };
    await start();
    const answer = (await askBot(folder, 'backup', { file: '/b' })) as unknown as AsyncIterable<object>;
    await expect(all(answer)).rejects.toThrow('broke off its answer');
    expect(recorded).toEqual(['backup']);
  });

  it.each([
    ['a question it does not know', { path: '/open' }, 404],
    ['a name that every object has', { path: '/constructor' }, 404],
    ['another method', { path: '/backup', method: 'GET' }, 404],
    ['a field too many', { path: '/backup', body: '{"file":"/b","more":1}' }, 400],
    ['a relative file', { path: '/backup', body: '{"file":"b"}' }, 400],
    ['what is no JSON', { path: '/backup', body: '{' }, 400],
  ])('refuses %s', async (_what, { path, method = 'POST', body = '{}' }: Asked, status) => {
    await start();
    expect(await statusOf(join(folder, SOCKET), { path, method, body })).toBe(status);
  });
});

interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
}

function statusOf(socketPath: string, { path, method, body }: Required<Asked>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' };
    const asked = request({ socketPath, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

/** As a process leaves it that was killed: the file is there, nobody listens. */
async function leaveDeadSocket(path: string): Promise<void> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(`${path}.bound`, resolve));
  linkSync(`${path}.bound`, path);
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function* rows(count: number, end?: Error): AsyncGenerator<object> {
  for (let row = 0; row < count; row += 1) yield { row };
  if (end) throw end;
}

async function all(rows: AsyncIterable<object>): Promise<object[]> {
  const found: object[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
