/**
 * `npm run sandbox:tool -- <tool> [its words]`: runs an operator's tool on the sandbox that runs on this machine, in your
 * folder, with the bot's settings. Your own settings go over them, so that faults can be provoked:
 * `AZURE_CLIENT_SECRET=wrong npm run sandbox:tool -- doctor`.
 */
import { spawn } from 'node:child_process';
import { readPort, UsageError } from './commandLine';
import type { OperatorDesk } from './operatorDesk';
import { OPERATOR_PATH } from './operatorDesk';
import { toolArguments } from './operatorTool';

/** The scripts of package.json that are operator's tools, each with its file in `dist/src/tools`. */
const tools: Readonly<Record<string, string>> = {
  doctor: 'doctor',
  onboard: 'onboard',
  forget: 'forget',
  backup: 'backup',
  'audit:verify': 'auditVerify',
  'audit:export': 'auditExport',
  'seal-key:rotate': 'sealKeyRotate',
};

/** Settings of the person at the terminal that go over the sandbox's; an empty one takes a setting away. */
const OWN = /^(MicrosoftApp|Certificate|AZURE_|SECRETBOT_|BOT_DOMAIN$)/;

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});

async function main([name = '', ...words]: readonly string[]): Promise<void> {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (tool === undefined) {
    throw new UsageError(
      `Say npm run sandbox:tool -- <${Object.keys(tools).join(' | ')}>, and after it its own words.`,
    );
  }
  const { environment } = await askSandbox(readPort(process.env['SANDBOX_PORT']));
  const own = Object.fromEntries(Object.entries(process.env).filter(([setting]) => OWN.test(setting)));
  if (Object.keys(own).length > 0) process.stderr.write(`With your own ${Object.keys(own).join(', ')}.\n`);
  const env = { ...environment, ...own };
  const child = spawn(process.execPath, toolArguments(tool, words), { env, stdio: 'inherit' });
  child.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

async function askSandbox(port: number): Promise<OperatorDesk> {
  const url = `http://127.0.0.1:${port}${OPERATOR_PATH}`;
  const answer = await fetch(url).catch(() => undefined);
  if (answer?.status !== 200) {
    throw new UsageError(
      `No sandbox answers on port ${port}. Start one in another terminal with npm run sandbox, and say its port with SANDBOX_PORT where it has another.`,
    );
  }
  return (await answer.json()) as OperatorDesk;
}
