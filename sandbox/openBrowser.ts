import { spawn } from 'node:child_process';

/** Shows the page in the person's browser where there is one; where there is none, the printed address is enough. */
export function openBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [url], { detached: true, stdio: 'ignore' });
  child.once('error', () => undefined);
  child.unref();
}
