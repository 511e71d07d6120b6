import type { Markdown } from '../messages/escapeMarkdown';

/** One paragraph of a card, as a template repeats it. */
export interface Line {
  readonly text: Markdown;
}

export function lines(...texts: readonly Markdown[]): readonly Line[] {
  return texts.map((text) => ({ text }));
}
