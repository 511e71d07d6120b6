import { dirname } from 'node:path';
import { runOperatorTool } from '../../sandbox/operatorTool';
import type { Diagnosis } from '../../src/doctor/diagnose';
import { scenario } from '../support/scenario';

describe('npm run doctor, while the bot runs', () => {
  const world = scenario();

  async function examine(...words: readonly string[]) {
    const { sandbox } = world;
    const { dataDir, url, logFile } = sandbox.bot;
    const places = { dataDir, workDir: dirname(logFile), port: Number(new URL(url).port) };
    const settings = { BOT_DOMAIN: sandbox.world.frontDoor.host, ...sandbox.bot.all[0]?.settings };
    const installation = { world: sandbox.world, cloud: sandbox.cloud, places, settings };
    const { code, out, said } = await runOperatorTool(installation, 'doctor', ['--json', ...words]);
    const diagnoses = JSON.parse(out) as readonly Diagnosis[];
    const findings = diagnoses.flatMap((one) => one.findings);
    return { code, said, findings, text: JSON.stringify(findings) };
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
    const only = ['--only', 'targetedMessages'];
    const megan = world.inGroup('megan');
    await megan.say('create');
    await megan.sees('Which application');
    expect((await examine(...only)).text).toContain('On: Teams took one');
    const { faults } = world.sandbox.world;
    faults.switchOn({ service: 'connector', route: 'isTargetedActivity=true', fault: { kind: 'status', status: 400 } });
    await world.inGroup('alex').say('create');
    await world.personal('alex').sees('Which application');
    faults.switchAllOff();
    const { code, text } = await examine(...only);
    expect([code, text]).toEqual([0, expect.stringContaining('Off: Teams refused the last one')]);
  }, 90_000);

  it('judges the keys by what waits in the database', async () => {
    const { code, text } = await examine('--only', 'database', '--only', 'keys');
    expect([code, text]).toEqual([0, expect.stringContaining('it opens all that waits')]);
  }, 90_000);
});
