import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Left free above a message that is taller than the window. */
const marginPx = 8;

/**
 * Keeps the newest message of a scrolling list in sight while the list grows, unless somebody scrolled away from it.
 * A message taller than the window is shown from its top. It never scrolls up by itself.
 */
export function useStayAtEnd(changes: readonly unknown[]): RefObject<HTMLElement | null> {
  const scroller = useRef<HTMLElement>(null);
  const reading = useRef({ atEnd: true, top: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) {
      return undefined;
    }
    const state = reading.current;
    // News can push the newest message out of sight before this is called: only a way up means somebody left it.
    const look = (): void => {
      const inSight = topOfNewest(element) < element.scrollTop + element.clientHeight;
      state.atEnd = inSight || (state.atEnd && element.scrollTop >= state.top);
      state.top = element.scrollTop;
    };
    const follow = (): void => {
      const wanted = Math.min(element.scrollHeight - element.clientHeight, topOfNewest(element) - marginPx);
      if (state.atEnd && wanted > element.scrollTop) {
        element.scrollTop = wanted;
        state.top = element.scrollTop;
      }
    };
    const grown = new ResizeObserver(follow);
    grown.observe(element);
    if (element.firstElementChild) {
      grown.observe(element.firstElementChild);
    }
    element.addEventListener('scroll', look);
    follow();
    return () => {
      grown.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, changes);
  return scroller;
}

/** Where the newest message begins, in the list's own measure; 0 in an empty list. */
function topOfNewest(scroller: HTMLElement): number {
  const newest = [...scroller.querySelectorAll('.message')].at(-1);
  if (!newest) {
    return 0;
  }
  return newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}
