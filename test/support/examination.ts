import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { botSettings } from '../../sandbox/botSettings';
import type { World } from '../../sandbox/world/world';
import { patientOf } from '../../src/compose/doctor';
import { loadConfig } from '../../src/config';
import type { CheckName } from '../../src/doctor/checks';
import type { DoctorWishes } from '../../src/doctor/context';
import { diagnose } from '../../src/doctor/diagnose';
import type { Finding } from '../../src/doctor/finding';
import { type CloudInProcess, cloudInProcess } from './cloudInProcess';

/** Everything that one examination found. */
export interface Examined {
  readonly findings: readonly Finding[];
  /** Codes of what is not as it should be, in order. */
  readonly codes: readonly string[];
  /** What is said under this code, with its remedy, one line each. @throws when there is nothing */
  readonly words: (code: string) => string;
}

/** An installation in a world of its own, looked at from this very process over real HTTP. */
export class ExaminationRoom {
  private constructor(
    private readonly cloud: CloudInProcess,
    readonly workDir: string,
  ) {}

  static async open(): Promise<ExaminationRoom> {
    return new ExaminationRoom(await cloudInProcess(), mkdtempSync(join(tmpdir(), 'secretbot-examined-')));
  }

  get world(): World {
    return this.cloud.world;
  }

  /** Loopback port of the stand-ins' TLS listener. */
  get port(): number {
    return this.cloud.port;
  }

  /** The bot's data folder; made by nobody here. */
  get dataDir(): string {
    return join(this.workDir, 'data');
  }

  /** Looks at one thing, with the bot's usual settings and these over them. */
  async look(check: CheckName, settings: Readonly<Record<string, string>> = {}, wishes: Partial<DoctorWishes> = {}) {
    const places = { workDir: this.workDir, dataDir: this.dataDir, port: 9 };
    const env = { ...botSettings(this.world, places), ...settings };
    const findings: Finding[] = [];
    await withAzureVariables(env, async () => {
      for await (const diagnosis of diagnose(
        patientOf(loadConfig(env), { appPackage: join(this.workDir, 'secretbot.zip'), ...wishes }),
        [check],
      )) {
        findings.push(...diagnosis.findings);
      }
    });
    return examined(findings);
  }

  async close(): Promise<void> {
    await this.cloud.stop();
    rmSync(this.workDir, { recursive: true, force: true });
  }
}

function examined(findings: readonly Finding[]): Examined {
  const wrong = findings.filter((one) => one.kind !== 'ok');
  return {
    findings,
    codes: wrong.map(({ code }) => code),
    words: (code) => {
      const found = wrong.find((one) => one.code === code);
      if (!found) throw new Error(`no ${code} in ${JSON.stringify(findings)}`);
      return [found.says, ...found.remedy].join('\n');
    },
  };
}

/** The Azure SDK reads its own variables from the process. */
async function withAzureVariables(env: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  for (const name of ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET']) {
    if (env[name]) process.env[name] = env[name];
    else delete process.env[name];
  }
  try {
    await work();
  } finally {
    process.env = before;
  }
}
