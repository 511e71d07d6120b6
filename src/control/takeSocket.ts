import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { ControlError } from './controlError';
import { SOCKET, type SocketFolder } from './socketPath';

/**
 * Lets the server listen on the folder's socket, mode 0600. What a dead process left there is taken away; a socket that
 * somebody answers on stays as it is. Of two processes that try at once one gets it (with the embedded database only
 * one comes here: it has the database's lock).
 *
 * @returns what gives the socket back: it removes the file only while it is still this server's.
 * @throws ControlError when another process answers there, or the socket cannot be made.
 */
export async function takeSocket(server: Server, folder: SocketFolder): Promise<() => void> {
  const [own, socket] = [folder.address(freshName()), folder.address(SOCKET)];
  await listen(server, own);
  try {
    // Nobody can enter the data folder; the mode also holds when somebody opens the folder up.
    chmodSync(own, 0o600);
    const { ino } = lstatSync(own);
    if (!link(own, socket)) {
      await removeDead(folder);
      if (!link(own, socket)) throw inUse();
    }
    return () => {
      if (inodeOf(socket) === ino) rmSync(socket, { force: true });
    };
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Taken aside by a rename, which only one process gets, and removed only if it is the one that was found dead. What is
 * somebody's new one goes back within the same moment.
 */
async function removeDead(folder: SocketFolder): Promise<void> {
  const [socket, aside] = [folder.address(SOCKET), folder.address(freshName())];
  const dead = inodeOf(socket);
  if (await answers(socket)) throw inUse();
  if (!rename(socket, aside)) return;
  const isDead = inodeOf(aside) === dead;
  if (!isDead) link(aside, socket);
  rmSync(aside, { force: true });
  if (!isDead) throw inUse();
}

function freshName(): string {
  return `${SOCKET}.${randomBytes(4).toString('hex')}`;
}

/** @returns false when there is a file of that name. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** @returns false when there is nothing to rename. */
function rename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function inodeOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.ino;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // A full queue means that somebody is there.
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAGAIN'));
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = ({ code }: NodeJS.ErrnoException) =>
      reject(new ControlError(`The socket ${SOCKET} cannot be made in the data folder (${code}). Check its owner.`));
    server.once('error', refuse);
    server.listen(path, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function inUse(): ControlError {
  return new ControlError(
    'Another SecretBot answers in this data folder. Stop it, or give this one its own SECRETBOT_DATA_DIR.',
  );
}
