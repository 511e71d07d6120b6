import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { ControlError } from './controlError';

/** The socket's name in the data folder. */
export const SOCKET = 'control.sock';
/** What fits into a socket's address on Linux, in bytes. */
const LONGEST = 107;

/** A way to name files of one folder as socket addresses. `close` it when no name is needed any more. */
export interface SocketFolder {
  /** An address for the file, short enough for a socket whatever the folder's path is. */
  address(file: string): string;
  close(): void;
}

/**
 * Opens the folder. Its path may be longer than a socket's address can be: then Linux names the open folder by its
 * descriptor, `/proc/self/fd/<n>`, so that the socket is still in the data folder and nothing is left elsewhere.
 *
 * @throws ControlError when the folder cannot be opened.
 */
export function openSocketFolder(folder: string): SocketFolder {
  // Room for the longest name that a socket has for a moment.
  if (Buffer.byteLength(join(folder, `${SOCKET}.00000000`)) <= LONGEST) {
    return { address: (file) => join(folder, file), close: () => undefined };
  }
  const descriptor = open(folder);
  return { address: (file) => `/proc/self/fd/${descriptor}/${file}`, close: () => closeSync(descriptor) };
}

function open(folder: string): number {
  try {
    return openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ControlError(`${folder} cannot be opened (${code}). Check SECRETBOT_DATA_DIR and who owns it.`);
  }
}
