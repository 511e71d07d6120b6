import type { JSX } from 'preact';

/** Shown instead of the page when it cannot be this person, or the sandbox does not answer. */
export function StartFailure({ message }: { message: string }): JSX.Element {
  return (
    <main class="start-failure">
      <h1>Local Teams can't start</h1>
      <p>{message || 'The sandbox does not answer. Is it still running?'}</p>
      <a href="/?as=alex">Open as Alex</a>
    </main>
  );
}
