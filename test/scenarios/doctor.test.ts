import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Bot } from '../../sandbox/bot';
import { answerOperator } from '../../sandbox/operatorDesk';
import { runOperatorTool } from '../../sandbox/operatorTool';
import { listenForPage } from '../../sandbox/pageListener';
import { projectRoot } from '../../sandbox/projectRoot';
import type { Diagnosis } from '../../src/doctor/diagnose';
import { scenario } from '../support/scenario';

describe('npm run doctor, while the bot runs', () => {
  const world = scenario();

  /** Beside one of the bot's processes: each knows its own. */
  async function examineBeside({ dataDir, url, logFile, settings: own }: Bot, ...words: readonly string[]) {
    const { sandbox } = world;
    const places = { dataDir, workDir: dirname(logFile), port: Number(new URL(url).port) };
    const settings = { BOT_DOMAIN: sandbox.world.frontDoor.host, ...own };
    const installation = { world: sandbox.world, cloud: sandbox.cloud, places, settings };
    const { code, out, said } = await runOperatorTool(installation, 'doctor', ['--json', ...words]);
    const diagnoses = JSON.parse(out) as readonly Diagnosis[];
    const findings = diagnoses.flatMap((one) => one.findings);
    return { code, said, findings, text: JSON.stringify(findings) };
  }

  function examine(...words: readonly string[]) {
    const [first] = world.sandbox.bot.all;
    if (!first) throw new Error('there is a bot');
    return examineBeside(first, ...words);
  }

  /** What each process says of targeted messages: a turn was taken by one of them. */
  async function targeted(): Promise<string> {
    const said: string[] = [];
    for (const bot of world.sandbox.bot.all) {
      const { code, text } = await examineBeside(bot, '--only', 'targetedMessages');
      expect(code).toBe(0);
      said.push(text);
    }
    return said.join('\n');
  }

  it('finds no fault with the sandbox, asks the running bot for its database, and reaches it from outside', async () => {
    const { code, text, findings, said } = await examine();
    expect([code, findings.filter(({ kind }) => kind === 'fault')]).toEqual([0, []]);
    expect(said).toContain('No faults');
    expect(text).toContain('the running SecretBot answers for it');
    expect(text).toMatch(/SecretBot answers at http:\/\/127\.0\.0\.1:\d+ and is ready/);
    expect(text).toContain('answers strangers with 401');
  }, 90_000);

  it('says whether targeted messages are on, by what Teams did with the last one', async () => {
    const megan = world.inGroup('megan');
    await megan.say('create');
    await megan.sees('Which application');
    expect(await targeted()).toContain('On: Teams took one');
    const { faults } = world.sandbox.world;
    faults.switchOn({ service: 'connector', route: 'isTargetedActivity=true', fault: { kind: 'status', status: 400 } });
    await world.inGroup('alex').say('create');
    await world.personal('alex').sees('Which application');
    faults.switchAllOff();
    expect(await targeted()).toContain('Off: Teams refused the last one');
  }, 90_000);

  it('judges the keys by what waits in the database', async () => {
    const { code, text } = await examine('--only', 'database', '--only', 'keys');
    expect([code, text]).toEqual([0, expect.stringContaining('it opens all that waits')]);
  }, 90_000);

  it('is run by a person at the terminal with npm run sandbox:tool, with a setting of theirs that provokes a fault', async () => {
    const page = await listenForPage((request, response) => answerOperator(world.sandbox, request, response), 0);
    const env = { PATH: process.env['PATH'], SANDBOX_PORT: String(page.port), AZURE_CLIENT_SECRET: 'wrong' };
    const words = ['doctor', '--only', 'tokens', '--only', 'keys'];
    const { code, text } = await atTheTerminal(words, env);
    await page.close();
    expect(code).toBe(3);
    expect(text).toContain('With your own AZURE_CLIENT_SECRET.');
    expect(text).toContain('Entra does not know this client secret');
    expect(text).toContain('it opens all that waits');
  }, 90_000);

  it('says how npm run sandbox:tool is called, and that no sandbox runs', async () => {
    expect(await atTheTerminal(['other'], {})).toEqual({ code: 2, text: expect.stringContaining('<doctor | onboard') });
    const nobody = await atTheTerminal(['doctor'], { SANDBOX_PORT: '9' });
    expect(nobody).toEqual({ code: 2, text: expect.stringContaining('No sandbox answers on port 9.') });
  }, 30_000);
});

function atTheTerminal(words: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/sandbox/tool.js'), ...words], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk;
    });
  }
  return new Promise<{ code: number | null; text: string }>((done) =>
    child.once('close', (code) => done({ code, text })),
  );
}
