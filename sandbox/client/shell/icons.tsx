import type { JSX } from 'preact';

const shapes = {
  chat: 'M4 5.5A1.5 1.5 0 0 1 5.5 4h9A1.5 1.5 0 0 1 16 5.5v6a1.5 1.5 0 0 1-1.5 1.5H9l-3.5 3v-3A1.5 1.5 0 0 1 4 11.5z',
  back: 'M12 4 6 10l6 6',
  close: 'm5 5 10 10M15 5 5 15',
  dark: 'M15.5 12.5A6.5 6.5 0 0 1 7.5 4.5a6.5 6.5 0 1 0 8 8z',
  edit: 'M4 16l.8-3.4L13 4.4a1.3 1.3 0 0 1 1.9 0l.7.7a1.3 1.3 0 0 1 0 1.9L7.4 15.2 4 16zM11.8 5.6l2.6 2.6',
  eye: 'M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zm7.5 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  flask: 'M8 3h4M9 3v5l-4.5 7A1.3 1.3 0 0 0 5.6 17h8.8a1.3 1.3 0 0 0 1.1-2L11 8V3M6.8 12h6.4',
  light:
    'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2.5v1M10 16.5v1M2.5 10h1M16.5 10h1M4.7 4.7l.7.7M14.6 14.6l.7.7M4.7 15.3l.7-.7M14.6 5.4l.7-.7',
  more: 'm5.5 8 4.5 4.5L14.5 8',
  people:
    'M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 16a5 5 0 0 1 10 0M13.5 9a2 2 0 1 0 0-4M14.5 11.2a4 4 0 0 1 3 4',
  refresh: 'M15.5 8A6 6 0 0 0 4.6 7.2M4.5 12a6 6 0 0 0 10.9.8M4.5 4v3.3h3.3M15.5 16v-3.3h-3.3',
  reply: 'M8 5 3.5 9.5 8 14M4 9.5h7a5 5 0 0 1 5 5V16',
  send: 'M3.5 3.5 17 10 3.5 16.5 5.5 10zM5.5 10H11',
  trash: 'M4 6h12M8 6V4h4v2M5.5 6l.8 10h7.4l.8-10M8.5 9v4.5M11.5 9v4.5',
} as const;

export type IconName = keyof typeof shapes;

/** A small line drawing; its meaning is always said in text beside it. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path
        d={shapes[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
