import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scenario } from '../support/scenario';

interface Row {
  readonly seq: number;
  readonly action: string;
  readonly actor_id: string;
  readonly request_id: string | null;
  readonly click_id: string | null;
}

/** Bots are started and stopped here, and tools are processes of their own: slow on a busy machine. */
jest.setTimeout(180_000);

describe('the audit of a running bot', () => {
  const world = scenario({ replicas: 1 });
  const rows = async (): Promise<readonly Row[]> => {
    const { out } = await run('auditExport');
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
  };

  async function run(tool: string, ...words: string[]): Promise<{ code: number | null; said: string; out: string }> {
    const file = resolve(__dirname, `../../dist/src/tools/${tool}.js`);
    const { bot } = world.sandbox;
    const env = { PATH: process.env['PATH'] ?? '', SECRETBOT_DATA_DIR: bot.dataDir, ...bot.all[0]?.ownSettings };
    const child = spawn(process.execPath, [file, ...words], { env });
    const text = { said: '', out: '' };
    child.stderr.on('data', (chunk) => {
      text.said += chunk;
    });
    child.stdout.on('data', (chunk) => {
      text.out += chunk;
    });
    return new Promise((done) =>
      child.once('close', (code) => {
        world.printed(tool, text.out + text.said);
        done({ code, ...text });
      }),
    );
  }

  it('names person, click and the request ids of Graph and Key Vault, and never a value', async () => {
    const alex = world.personal('alex');
    const carrier = await alex.create({ application: 'Build Pipeline', name: 'Audited', vault: true });
    const { value } = await alex.reveal(carrier);
    expect(value).toContain(world.sandbox.world.secretMarker);
    const all = await rows();
    expect(JSON.stringify(all)).not.toContain(world.sandbox.world.secretMarker);
    const of = (action: string) => all.find((row) => row.action === action);
    const submitted = of('create.intended')?.click_id;
    expect(submitted).toEqual(expect.any(String));
    const alexId = of('create.intended')?.actor_id;
    for (const action of ['create.added', 'create.vaulted', 'create.done', 'ticket.issued']) {
      expect(of(action)).toMatchObject({ click_id: submitted, actor_id: alexId });
    }
    const asked = ['create.added', 'create.vaulted', 'reveal.shown'].map((action) => of(action)?.request_id);
    expect(asked).toEqual(asked.map(() => expect.stringMatching(/^[0-9a-f-]{36}$/)));
    expect(new Set(asked).size).toBe(3);
    expect(of('reveal.shown')).toMatchObject({ actor_id: alexId, click_id: expect.any(String) });
    expect(of('reveal.shown')?.click_id).not.toBe(submitted);
  });

  it('is verified while the bot runs, and after it was killed and started again', async () => {
    await world.sandbox.bot.stop();
    await world.sandbox.bot.start();
    const whole = await run('auditVerify');
    expect([whole.code, whole.said]).toEqual([0, expect.stringContaining('Asked the running SecretBot.')]);
    await world.sandbox.bot.kill();
    const closed = await run('auditVerify');
    expect([closed.code, closed.said]).toEqual([0, expect.stringContaining('opening the database directly')]);
    await world.sandbox.bot.start();
    const count = (await rows()).length;
    expect((await run('auditVerify')).said).toContain(`A cut would have been seen up to row ${count}.`);
  });

  it('has its head in the file, for the bot alone, and in the log, when the bot was stopped', async () => {
    await world.personal('alex').create({ application: 'Status Page', name: 'Before the stop', vault: true });
    await world.sandbox.bot.stop();
    const { dataDir, logFile } = world.sandbox.bot;
    const path = join(dataDir, 'audit-heads.ndjson');
    const heads = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; mac: string });
    const last = heads.at(-1);
    const { out } = await run('auditExport', '--from', `${last?.seq}`);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([expect.objectContaining({ seq: last?.seq, mac: last?.mac })]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(logFile, 'utf8')).toContain(`"seq":${last?.seq},"mac":"${last?.mac}"`);
    await world.sandbox.bot.start();
  });
});
