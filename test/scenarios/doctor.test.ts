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
  async function runBeside({ dataDir, url, logFile, settings: own }: Bot, tool: string, words: readonly string[]) {
    const { sandbox } = world;
    const places = { dataDir, workDir: dirname(logFile), port: Number(new URL(url).port) };
    const settings = { BOT_DOMAIN: sandbox.world.frontDoor.host, ...own };
    const installation = { world: sandbox.world, cloud: sandbox.cloud, places, settings };
    const ended = await runOperatorTool(installation, tool, words);
    world.printed(tool, ended.out + ended.said);
    return ended;
  }

  async function examineBeside(bot: Bot, ...words: readonly string[]) {
    const { code, out, said } = await runBeside(bot, 'doctor', ['--json', ...words]);
    const diagnoses = JSON.parse(out) as readonly Diagnosis[];
    const findings = diagnoses.flatMap((one) => one.findings);
    return { code, said, findings, text: JSON.stringify(findings) };
  }

  function first(): Bot {
    const [bot] = world.sandbox.bot.all;
    if (!bot) throw new Error('there is a bot');
    return bot;
  }

  const examine = (...words: readonly string[]) => examineBeside(first(), ...words);

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

  it('and the other tools print while values wait, and after some were seen: the canary looks at all of it', async () => {
    const alex = world.personal('alex');
    await alex.reveal(await alex.create({ application: 'Build Pipeline', name: 'Seen', vault: true }));
    await alex.create({ application: 'Build Pipeline', name: 'Waiting' });
    const { values, keys } = world.passed();
    expect([values, keys > 0]).toEqual([1, true]);
    const { objectId } = world.sandbox.world.person('alex');
    const runs: readonly (readonly [string, ...string[]])[] = [
      ['doctor'],
      ['onboard', 'Build Pipeline'],
      ['forget', objectId],
      ['backup', join(first().dataDir, 'copy.db')],
      ['auditVerify'],
      ['auditExport'],
    ];
    const printed: string[] = [];
    for (const [tool, ...words] of runs) {
      const { out, said } = await runBeside(first(), tool, words);
      printed.push(out + said);
    }
    expect(printed.join('\n')).toMatch(/SecretBot still needs to know this person[\s\S]*"create\.done"/);
    // What was printed and the copy are judged at the end of all scenarios.
  }, 120_000);

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
