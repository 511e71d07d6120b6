import { rmSync } from 'node:fs';

const acts = new Set<() => void>();
process.once('exit', () => {
  for (const act of acts) act();
});

/** Does this when the process ends, however that comes, unless it was called off. @returns what calls it off */
export function atTheEnd(act: () => void): () => void {
  acts.add(act);
  return () => void acts.delete(act);
}

/** Deletes a folder when the process ends at the latest. @returns what deletes it now */
export function folderOfThisRun(folder: string): () => void {
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const callOff = atTheEnd(remove);
  return () => {
    callOff();
    remove();
  };
}
