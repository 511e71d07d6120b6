import { commands } from '../../src/bot/commands';
import { type Language, wordsFor } from '../../src/messages/catalogue';

/** One list of commands of the manifest. */
export interface CommandList {
  readonly scopes: readonly [Scope];
  readonly commands: readonly { readonly title: string; readonly description: string }[];
}

type Scope = 'personal' | 'team' | 'groupChat';

const suggested = commands.filter(({ audience }) => audience === 'everybody');
const scopes: readonly Scope[] = ['personal', 'team', 'groupChat'];

/**
 * What Teams offers while somebody types to the bot: what everybody may use, in a list of its own for each scope.
 * Administrators find theirs in `help`. At most ten: Teams translates no more.
 */
export function commandLists(language: Language = 'en'): readonly CommandList[] {
  const words = wordsFor(language);
  return scopes.map((scope) => ({
    scopes: [scope],
    commands: suggested.map(({ name, descriptionKey }) => ({ title: name, description: words.plain(descriptionKey) })),
  }));
}

/**
 * The commands' descriptions for the manifest's file of another language, by the names that Teams asks for. The titles
 * stay: Teams types them into the message.
 */
export function translatedCommands(language: Language): Readonly<Record<string, string>> {
  return Object.fromEntries(
    commandLists(language).flatMap(({ commands: listed }, list) =>
      listed.map(({ description }, command) => [
        `bots[0].commandLists[${list}].commands[${command}].description`,
        description,
      ]),
    ),
  );
}
