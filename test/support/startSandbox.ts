import { type Sandbox, type SandboxOptions, startSandbox as start } from '../../sandbox/startSandbox';

/**
 * The whole sandbox inside the test's process, with the production bot from `dist/` as a child process.
 *
 * With SANDBOX_JOURNAL set every exchange is appended there, for the conformance run.
 */
export function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const journalFile = process.env['SANDBOX_JOURNAL'];
  return start({ ...(journalFile && { journalFile }), ...options });
}
