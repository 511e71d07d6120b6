import type { JSX } from 'preact';
import { dateOf } from '../messages/times.js';
import type { PageApplication, PageSandbox } from '../pageApi.js';

/** The applications of the tenant with their credentials, as Entra has them. Never a value. */
export function ApplicationsSection({ sandbox }: { sandbox: PageSandbox }): JSX.Element {
  return (
    <section class="panel-section">
      <h3>Applications in Entra</h3>
      {sandbox.applications.map((application) => (
        <Application key={application.appId} application={application} />
      ))}
    </section>
  );
}

function Application({ application }: { application: PageApplication }): JSX.Element {
  const { name, owners, remarks, credentials } = application;
  return (
    <details class="panel-item" data-testid="application">
      <summary>
        {name} <span class="panel-count">{credentials.length}</span>
      </summary>
      <p class="panel-note">Owned by {owners.join(' and ') || 'nobody'}</p>
      {remarks.map((remark) => (
        <p key={remark} class="panel-note">
          {remark}
        </p>
      ))}
      <ul class="panel-list">
        {credentials.map(({ keyId, name: title, hint, expiresAt }) => (
          <li key={keyId} data-testid="credential">
            {title}
            <small>
              {hint}…, until {dateOf(expiresAt)}
            </small>
          </li>
        ))}
        {credentials.length === 0 && <li>No credentials</li>}
      </ul>
    </details>
  );
}
