import type { Params, WordKey } from '../messages/catalogue';
import type { Button } from './buttons';

/** A sentence before it is said: the card says it as markdown, the short message as it is. */
export interface Phrase {
  readonly key: WordKey;
  readonly params?: Params;
}

/** What an answer says. */
export interface Said {
  readonly heading: Phrase;
  readonly lines: readonly Phrase[];
  /** Commands to copy, as they are, each under what it is for. */
  readonly commands?: readonly { readonly label: Phrase; readonly command: string }[];
  readonly more?: readonly Phrase[];
  readonly actions?: readonly Button[];
}

export function said(heading: WordKey, text: WordKey): Said {
  return { heading: { key: heading }, lines: [{ key: text }] };
}
