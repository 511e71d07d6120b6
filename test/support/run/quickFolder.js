const { accessSync, constants, readFileSync, statfsSync } = require('node:fs');

const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 * 1024 ** 3;

/**
 * The folder for what tests write and throw away: in memory, since a database waits for the disk at every commit, or the
 * usual one where the machine has no such folder, too little room in it, or lets nothing in it be run.
 */
function quickFolder(usual) {
  return isFit() ? MEMORY : usual;
}

function isFit() {
  try {
    accessSync(MEMORY, constants.W_OK);
  } catch {
    // Another system, or another user's: there is no such folder for us.
    return false;
  }
  const { bavail, bsize } = statfsSync(MEMORY);
  const options = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, place]) => place === MEMORY)?.[3];
  return bavail * bsize >= ROOM_BYTES && !options?.split(',').includes('noexec');
}

module.exports = { quickFolder };
