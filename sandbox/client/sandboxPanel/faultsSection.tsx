import type { JSX } from 'preact';
import type { PageSandbox } from '../pageApi.js';
import { usePage } from '../state/usePage.js';
import type { Change } from './sandboxPanel.js';

/** Switches for what can go wrong. */
export function FaultsSection({ sandbox, change }: { sandbox: PageSandbox; change: Change }): JSX.Element {
  const { api } = usePage();
  return (
    <section class="panel-section">
      <h3>Faults</h3>
      <ul class="panel-list">
        {sandbox.faults.map(({ id, title, on }) => (
          <li key={id}>
            <label class="switch-row">
              <span>{title}</span>
              <input
                type="checkbox"
                class="switch"
                role="switch"
                checked={on}
                aria-checked={on}
                onChange={({ currentTarget }) => {
                  const wanted = currentTarget.checked;
                  void change(() => api.switchFault(id, wanted));
                }}
              />
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}
