import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageSandbox } from '../pageApi.js';
import { Icon } from '../shell/icons.js';
import { usePage } from '../state/usePage.js';
import { ApplicationsSection } from './applicationsSection.js';
import { FaultsSection } from './faultsSection.js';
import { InstallationSection } from './installationSection.js';
import { TimeSection } from './timeSection.js';
import { VaultsSection } from './vaultsSection.js';

/** What a section may ask of the sandbox; the answer is shown, a failure becomes a toast. */
export type Change = (what: () => Promise<PageSandbox>) => Promise<void>;

/** Looks behind the scenes and makes things go wrong. Not part of Teams. */
export function SandboxPanel(): JSX.Element {
  const { state, acts, api } = usePage();
  const [sandbox, setSandbox] = useState<PageSandbox>();
  const change: Change = async (what) => {
    try {
      setSandbox(await what());
    } catch (error) {
      acts.toast(error instanceof Error ? error.message : 'The sandbox did not answer.', 'failure');
    }
  };
  useEffect(() => {
    void change(() => api.sandbox());
  }, [state.news]);
  return (
    <aside class="panel" aria-label="Sandbox" data-testid="sandbox-panel">
      <header class="panel-head">
        <h2>Sandbox</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close the sandbox panel"
          onClick={() => acts.togglePanel()}
        >
          <Icon name="close" />
        </button>
      </header>
      {sandbox && (
        <div class="panel-body">
          <TimeSection sandbox={sandbox} change={change} />
          <InstallationSection change={change} />
          <FaultsSection sandbox={sandbox} change={change} />
          <ApplicationsSection sandbox={sandbox} />
          <VaultsSection sandbox={sandbox} />
        </div>
      )}
    </aside>
  );
}
