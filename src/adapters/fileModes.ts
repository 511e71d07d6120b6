import { statSync } from 'node:fs';

/** Files that others on the machine may read or change and must not, each with the command that mends it. */
export class FileModeError extends Error {
  override readonly name = 'FileModeError';

  constructor(readonly faults: readonly string[]) {
    super(
      `SecretBot does not start: others on this machine have more rights than they should.\n${faults
        .map((fault) => `  - ${fault}`)
        .join('\n')}`,
    );
  }
}

/** Files that the operator gives to the bot. */
export interface GivenFiles {
  /** Decides who approves: nobody else may change it, anybody may read it. */
  readonly locations?: string | undefined;
  /** Holds the private key that the bot signs in with: only its user, or a group of its own, may read it. */
  readonly certificate?: string | undefined;
}

const OTHERS_WRITE = 0o002;
const GROUP_WRITES = 0o020;
const OTHERS_ANYTHING = 0o007;

/**
 * Looks at the modes of the files that the operator gives. (Those in the data folder are the database's and the keys'
 * own matter: made closed, mended or refused where they are opened.)
 *
 * @throws FileModeError that names every fault at once. A file that is not there is no fault here.
 */
export function refuseOpenFiles({ locations, certificate }: GivenFiles): void {
  const faults = [
    ...(locations === undefined ? [] : locationFaults(locations)),
    ...(certificate === undefined ? [] : certificateFaults(certificate)),
  ];
  if (faults.length > 0) throw new FileModeError(faults);
}

function locationFaults(path: string): readonly string[] {
  const { mode, gid } = statSync(path, { throwIfNoEntry: false }) ?? {};
  if (mode === undefined) return [];
  const groupIsOurs = gid === process.getgid?.();
  if ((mode & OTHERS_WRITE) === 0 && ((mode & GROUP_WRITES) === 0 || groupIsOurs)) return [];
  return [`SECRETBOT_LOCATIONS: others may change who approves (mode ${octal(mode)}). Run: chmod go-w ${path}`];
}

function certificateFaults(path: string): readonly string[] {
  const { mode } = statSync(path, { throwIfNoEntry: false }) ?? {};
  if (mode === undefined || (mode & OTHERS_ANYTHING) === 0) return [];
  return [
    `AZURE_CLIENT_CERTIFICATE_PATH: others may have read the private key (mode ${octal(mode)}). Make a new certificate or, if nobody could have, run: chmod o= ${path}`,
  ];
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8);
}
