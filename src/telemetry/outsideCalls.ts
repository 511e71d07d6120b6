/** Whoever the bot asks over the network; `entra` gives the tokens for the first two. */
export type OutsideService = 'graph' | 'vault' | 'teams' | 'entra';

/** One request. `operation` is a word of a closed list, or a path without anything that selects: never an id or a name. */
export interface OutsideCall {
  readonly service: OutsideService;
  readonly operation: string;
}

/** How a request ended. `throttled` is 429; `no_answer` that none came, which may mean that it was done. */
export type CallResult = 'ok' | 'not_found' | 'refused' | 'throttled' | 'failed' | 'no_answer';

/** Is told of each request to the outside, repeated ones among them. */
export interface OutsideCalls {
  /**
   * Does the request and passes on how it ends. `work` says the HTTP status as soon as it knows it; a request that says
   * none got no answer.
   */
  observe<T>(call: OutsideCall, work: (answered: (status: number) => void) => Promise<T>): Promise<T>;
}

/** Nobody looks. */
export const UNOBSERVED: OutsideCalls = { observe: (_call, work) => work(() => undefined) };

/** @param status 0 where no answer came */
export function resultOf(status: number): CallResult {
  if (status === 0) return 'no_answer';
  if (status === 429) return 'throttled';
  if (status === 404) return 'not_found';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}
