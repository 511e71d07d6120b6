import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Left free above a message that is taller than the window. */
const marginPx = 8;

/**
 * Keeps the newest message of a scrolling list in sight while the list grows, unless somebody scrolled away from it.
 * A message taller than the window is shown from its top. It never scrolls up by itself.
 */
export function useStayAtEnd(conversationId: string, changes: readonly unknown[]): RefObject<HTMLElement | null> {
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = scroller.current;
    if (!element) {
      return undefined;
    }
    const look = (): void => {
      atEnd.current = topOfNewest(element) < element.scrollTop + element.clientHeight;
    };
    const follow = (): void => {
      const wanted = Math.min(element.scrollHeight - element.clientHeight, topOfNewest(element) - marginPx);
      if (atEnd.current && wanted > element.scrollTop) {
        element.scrollTop = wanted;
      }
    };
    const grown = new ResizeObserver(follow);
    grown.observe(element);
    if (element.firstElementChild) {
      grown.observe(element.firstElementChild);
    }
    element.addEventListener('scrollend', look);
    follow();
    return () => {
      grown.disconnect();
      element.removeEventListener('scrollend', look);
    };
  }, [conversationId, ...changes]);
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
