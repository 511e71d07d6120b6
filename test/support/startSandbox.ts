import { type Sandbox, type SandboxOptions, startSandbox as start } from '../../sandbox/startSandbox';

/**
 * The whole sandbox inside the test's process, with the production bot from `dist/` as a child process.
 *
 * With SANDBOX_JOURNAL set every exchange is appended there, for the conformance run. SECRETBOT_TEST_ENGINE=postgres has
 * the bot keep its things on PostgreSQL, and SECRETBOT_TEST_REPLICAS=2 runs two of it there; what a test asks for counts.
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const journalFile = process.env['SANDBOX_JOURNAL'];
  return start({ ...(journalFile && { journalFile }), ...engineOfThisRun(), ...options });
}

function engineOfThisRun(): Pick<SandboxOptions, 'engine' | 'replicas'> {
  const { SECRETBOT_TEST_ENGINE: engine = 'sqlite', SECRETBOT_TEST_REPLICAS: replicas = '1' } = process.env;
  if (engine === 'sqlite') return {};
  if (engine !== 'postgres') throw new Error(`SECRETBOT_TEST_ENGINE is sqlite or postgres, not ${engine}`);
  return { engine, replicas: Number(replicas) };
}
