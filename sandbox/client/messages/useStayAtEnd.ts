import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** How near to the end still counts as being there. */
const nearPx = 120;

/** Keeps a scrolling element at its end while it grows, unless somebody scrolled up to read. */
export function useStayAtEnd(conversationId: string, changes: readonly unknown[]): RefObject<HTMLElement | null> {
  const scroller = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    atEnd.current = true;
  }, [conversationId]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) {
      return undefined;
    }
    const follow = (): void => {
      if (atEnd.current) {
        element.scrollTop = element.scrollHeight;
      }
    };
    let lastTop = element.scrollTop;
    // Growing content makes a scroll event late: only a way up means that somebody is reading.
    const look = (): void => {
      const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      atEnd.current = isNear || (atEnd.current && element.scrollTop >= lastTop);
      lastTop = element.scrollTop;
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
  }, [conversationId, ...changes]);
  return scroller;
}
