import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTheEnd, folderOfThisRun } from '../../bench/leftovers';

describe('what a run leaves', () => {
  const ends = (): void => void process.emit('exit', 0);

  it('is no folder, whether it was put away or the process ended', () => {
    const [put, forgotten] = ['secretbot-one-', 'secretbot-other-'].map((name) => mkdtempSync(join(tmpdir(), name)));
    if (!put || !forgotten) throw new Error('two folders');
    writeFileSync(join(put, 'file'), 'kept by nobody');
    const remove = folderOfThisRun(put);
    folderOfThisRun(forgotten);
    const called = jest.fn();
    const callOff = atTheEnd(called);
    callOff();
    remove();
    expect([put, forgotten].map(existsSync)).toEqual([false, true]);
    ends();
    expect(existsSync(forgotten)).toBe(false);
    expect(called).not.toHaveBeenCalled();
  });
});
