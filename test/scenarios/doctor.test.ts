import { dirname } from 'node:path';
import type { Bot } from '../../sandbox/bot';
import { runOperatorTool } from '../../sandbox/operatorTool';
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
});
