import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { dateAndTime } from '../messages/times.js';
import type { PageSandbox } from '../pageApi.js';
import { usePage } from '../state/usePage.js';
import type { Change } from './sandboxPanel.js';

const skips = [
  { title: 'Skip 15 minutes', minutes: 15 },
  { title: 'Skip 24 hours', minutes: 24 * 60 },
] as const;

/** The sandbox's time, which everything in it shares. */
export function TimeSection({ sandbox, change }: { sandbox: PageSandbox; change: Change }): JSX.Element {
  const { api } = usePage();
  const [busy, setBusy] = useState(false);
  const skip = async (minutes: number): Promise<void> => {
    setBusy(true);
    await change(() => api.skipTime(minutes));
    setBusy(false);
  };
  return (
    <section class="panel-section">
      <h3>Time</h3>
      <p>
        It is <strong>{dateAndTime(sandbox.now)}</strong>
        {sandbox.skippedMinutes > 0 && ` (${inWords(sandbox.skippedMinutes)} ahead)`}
      </p>
      <div class="panel-buttons">
        {skips.map(({ title, minutes }) => (
          <button key={title} type="button" class="button" disabled={busy} onClick={() => void skip(minutes)}>
            {title}
          </button>
        ))}
      </div>
    </section>
  );
}

function inWords(minutes: number): string {
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  const parts = [days > 0 && `${days} d`, hours > 0 && `${hours} h`, minutes % 60 > 0 && `${minutes % 60} min`];
  return parts.filter(Boolean).join(' ');
}
