import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Api } from '../api.js';
import type { PageStart } from '../pageApi.js';
import { PageActs } from './pageActs.js';
import { firstState, type PageState, reduce } from './pageState.js';

export interface Page {
  readonly state: PageState;
  readonly acts: PageActs;
  readonly api: Api;
}

const PageContext = createContext<Page | undefined>(undefined);

/** Gives the page to everything inside. */
export const PageProvider = PageContext.Provider;

/** What the page shows and what can be done on it. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) {
    throw new Error('usePage outside of PageProvider');
  }
  return page;
}

/** Makes the page: its state, and the stream of news that changes it. */
export function useNewPage(api: Api, start: PageStart): Page {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const [state, dispatch] = useReducer(reduce, firstState(start, wanted));
  const latest = useRef(state);
  latest.current = state;
  const acts = useMemo(() => new PageActs(api, dispatch, () => latest.current), [api]);
  useEffect(() => api.listen((event) => acts.hear(event)), [api, acts]);
  return { state, acts, api };
}
