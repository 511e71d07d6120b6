import type { JSX } from 'preact';
import { usePage } from '../state/usePage.js';
import { PersonMenu } from './personMenu.js';

/** The bar on top: what this is, and who you are. */
export function TopBar(): JSX.Element {
  const { start } = usePage().state;
  return (
    <header class="top-bar">
      <h1 class="top-title">
        Local Teams <span class="top-tenant">{start.tenant}, a sandbox on this machine</span>
      </h1>
      <PersonMenu />
    </header>
  );
}
