import type { JSX } from 'preact';
import { dateOf } from '../messages/times.js';
import type { PageSandbox } from '../pageApi.js';

/** The Key Vaults with what is in them. Never a value. */
export function VaultsSection({ sandbox }: { sandbox: PageSandbox }): JSX.Element {
  return (
    <section class="panel-section">
      <h3>Key Vaults</h3>
      {sandbox.vaults.map(({ host, secrets }) => (
        <details key={host} class="panel-item" data-testid="vault">
          <summary>
            {host.split('.')[0]} <span class="panel-count">{secrets.filter(({ deleted }) => !deleted).length}</span>
          </summary>
          <ul class="panel-list">
            {secrets.map(({ name, versions, contentType, expiresAt, deleted }) => (
              <li key={name} data-testid="vault-entry">
                {name}
                <small>
                  {[
                    deleted && 'deleted',
                    `${versions} ${versions === 1 ? 'version' : 'versions'}`,
                    contentType,
                    expiresAt && `until ${dateOf(expiresAt)}`,
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </small>
              </li>
            ))}
            {secrets.length === 0 && <li>Nothing yet</li>}
          </ul>
        </details>
      ))}
    </section>
  );
}
