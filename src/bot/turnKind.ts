import type { Activity } from 'botbuilder';

/** What a turn is, for what is measured: `dialog` opens one, `submit` is a button in one. */
export type TurnKind = 'message' | 'click' | 'dialog' | 'submit' | 'search' | 'installation' | 'other';

const INVOKES: Readonly<Record<string, TurnKind>> = {
  'adaptiveCard/action': 'click',
  'task/fetch': 'dialog',
  'task/submit': 'submit',
  'application/search': 'search',
};

/** By the activity's type and name; nothing of it is trusted for anything else. */
export function turnKindOf({ type, name }: Partial<Activity>): TurnKind {
  if (type === 'message') return 'message';
  if (type === 'invoke' && typeof name === 'string' && Object.hasOwn(INVOKES, name)) return INVOKES[name] ?? 'other';
  return type === 'installationUpdate' || type === 'conversationUpdate' ? 'installation' : 'other';
}
