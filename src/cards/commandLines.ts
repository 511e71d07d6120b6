import type { Words } from '../messages/catalogue';
import { escapeMarkdown, type Markdown } from '../messages/escapeMarkdown';
import type { Said } from './said';

/** A command to copy, as it is, under what it is for. */
export interface Command {
  readonly label: Markdown;
  readonly command: Markdown;
}

/** Commands as cards show them; none where there are none. */
export function commandLines(commands: Said['commands'], words: Words): readonly Command[] {
  return (commands ?? []).map(({ label, command }) => ({
    label: words.text(label.key, label.params),
    command: escapeMarkdown(command),
  }));
}
