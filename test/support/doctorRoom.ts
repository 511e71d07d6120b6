import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BotPlaces } from '../../sandbox/botSettings';
import { type Cloud, startCloud } from '../../sandbox/cloud/startCloud';
import { runOperatorTool, type ToolEnded } from '../../sandbox/operatorTool';
import { createWorld, type World } from '../../sandbox/world/world';
import type { Finding } from '../../src/doctor/finding';

/** Everything that one run of the doctor found. */
export interface Examined extends ToolEnded {
  /** Findings of every check, in order. */
  readonly findings: readonly Finding[];
  /** The finding with this code. @throws when it is not there */
  readonly found: (code: string) => Exclude<Finding, { kind: 'ok' }>;
  /** Codes of what is wrong, or worth a look. */
  readonly codes: readonly string[];
}

/** The stand-ins of one world with an installation in it where no bot runs; tools are processes, over real HTTP. */
export class DoctorRoom {
  private constructor(
    readonly world: World,
    readonly cloud: Cloud,
    readonly places: BotPlaces,
  ) {}

  static async open(): Promise<DoctorRoom> {
    const journalFile = process.env['SANDBOX_JOURNAL'];
    const world = createWorld(journalFile ? { journalFile } : {});
    const workDir = mkdtempSync(join(tmpdir(), 'secretbot-doctor-'));
    return new DoctorRoom(world, await startCloud(world), { workDir, dataDir: join(workDir, 'data'), port: 9 });
  }

  /** Runs `npm run doctor -- --json` with these words. */
  async doctor(words: readonly string[] = [], settings: Readonly<Record<string, string>> = {}): Promise<Examined> {
    const ended = await this.tool('doctor', ['--json', ...words], settings);
    const diagnoses = (ended.out ? JSON.parse(ended.out) : []) as { findings: readonly Finding[] }[];
    const findings = diagnoses.flatMap((diagnosis) => diagnosis.findings);
    const noted = findings.filter((one) => one.kind !== 'ok');
    return {
      ...ended,
      findings,
      codes: noted.map(({ code }) => code),
      found: (code) => {
        const finding = noted.find((one) => one.code === code);
        if (!finding) throw new Error(`no ${code} in ${ended.out}${ended.said}`);
        return finding;
      },
    };
  }

  tool(name: string, words: readonly string[] = [], settings: Readonly<Record<string, string>> = {}) {
    return runOperatorTool({ world: this.world, cloud: this.cloud, places: this.places, settings }, name, words);
  }

  async close(): Promise<void> {
    await this.cloud.stop();
    rmSync(this.places.workDir, { recursive: true, force: true });
  }
}
