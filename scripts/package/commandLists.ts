import { commands } from '../../src/bot/commands';
import { wordsFor } from '../../src/messages/catalogue';

/** One list of commands of the manifest. */
export interface CommandList {
  readonly scopes: readonly [Scope];
  readonly commands: readonly { readonly title: string; readonly description: string }[];
}

type Scope = 'personal' | 'team' | 'groupChat';

const scopes: readonly Scope[] = ['personal', 'team', 'groupChat'];

/** What Teams offers while somebody types to the bot: the command table, in a list of its own for each scope. */
export function commandLists(): readonly CommandList[] {
  const words = wordsFor('en-US');
  return scopes.map((scope) => ({
    scopes: [scope],
    commands: commands.map(({ name, descriptionKey }) => ({ title: name, description: words.plain(descriptionKey) })),
  }));
}
