import type { JSX } from 'preact';
import { usePage } from '../state/usePage.js';
import type { Change } from './sandboxPanel.js';

/** Installs and removes the app in the open conversation. */
export function InstallationSection({ change }: { change: Change }): JSX.Element | null {
  const { state, api } = usePage();
  const open = state.start.conversations.find(({ id }) => id === state.openId);
  if (!open) {
    return null;
  }
  const place = open.kind === 'personal' ? 'your personal chat' : `“${open.team ?? open.title}”`;
  const set = (installed: boolean): void => void change(() => api.setInstalled(open.id, installed));
  return (
    <section class="panel-section">
      <h3>App in this conversation</h3>
      <p>
        SecretBot {open.installed ? 'is installed' : 'is not installed'} in {place}.
      </p>
      <div class="panel-buttons">
        <button type="button" class="button" onClick={() => set(true)}>
          {open.installed ? 'Install anew' : 'Install'}
        </button>
        {open.installed && (
          <button type="button" class="button" onClick={() => set(false)}>
            Remove
          </button>
        )}
      </div>
    </section>
  );
}
