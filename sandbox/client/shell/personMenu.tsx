import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Avatar } from '../messages/avatar.js';
import { usePage } from '../state/usePage.js';
import { Icon } from './icons.js';

/** "You are Alex": opens the page as somebody else in another tab. */
export function PersonMenu(): JSX.Element {
  const { me, people } = usePage().state.start;
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeFromOutside(menu), []);
  const others = people.filter(({ key }) => key !== me.key);
  return (
    <details class="person-menu" ref={menu} data-testid="person-menu">
      <summary>
        <span class="person-menu-name">
          You are {me.name.split(' ')[0]}
          <span class="hidden">. Open as somebody else</span>
        </span>
        <Avatar who={me} size="small" />
        <Icon name="more" />
      </summary>
      <div class="person-menu-list">
        <p class="person-menu-head">Open in a new tab as</p>
        {others.map((person) => (
          <a key={person.key} class="person-menu-item" href={`/?as=${person.key}`} target="_blank" rel="noopener">
            <Avatar who={person} size="small" />
            <span>
              {person.name}
              <small>{person.jobTitle}</small>
            </span>
          </a>
        ))}
      </div>
    </details>
  );
}

/** Closes the menu on Escape and on a click anywhere else. */
function closeFromOutside(menu: { current: HTMLDetailsElement | null }): () => void {
  const close = (event: Event): void => {
    const inside = event.target instanceof Node && menu.current?.contains(event.target);
    const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
    if (menu.current?.open && (isEscape || (event instanceof MouseEvent && !inside))) {
      menu.current.open = false;
    }
  };
  document.addEventListener('click', close);
  document.addEventListener('keydown', close);
  return () => {
    document.removeEventListener('click', close);
    document.removeEventListener('keydown', close);
  };
}
