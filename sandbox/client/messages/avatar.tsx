import type { JSX } from 'preact';

const colours = 8;

/** A round picture with initials; the bot has its key. Decoration only: the name is always beside it. */
export function Avatar({
  who,
  size = 'usual',
}: {
  who: { key: string; name: string };
  size?: 'usual' | 'small';
}): JSX.Element {
  const initials = who.name
    .split(' ')
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('');
  const tint = [...who.key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % colours;
  return (
    <span
      class={`avatar avatar-${size} ${who.key === 'bot' ? 'avatar-bot' : `avatar-tint-${tint}`}`}
      aria-hidden="true"
    >
      {who.key === 'bot' ? <KeyPicture /> : initials}
    </span>
  );
}

function KeyPicture(): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width="60%" height="60%" aria-hidden="true">
      <g fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">
        <circle cx="7" cy="7" r="3.6" />
        <path d="m9.6 9.6 6.4 6.4M13 13l-1.8 1.8M15.2 15.2l-1.4 1.4" />
      </g>
    </svg>
  );
}
