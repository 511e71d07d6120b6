/**
 * Makes something when it is first wanted, and once: everybody who asks meanwhile waits for the same. Where making it
 * failed they hear of it, and whoever asks next has it tried again: a fault of a moment does not last until a restart.
 */
export function madeOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    if (made !== undefined) return made;
    const making = make();
    made = making;
    making.catch(() => {
      made = undefined;
    });
    return making;
  };
}
