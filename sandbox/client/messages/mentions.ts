/** Somebody who can be mentioned. */
export interface Candidate {
  readonly key: string;
  readonly name: string;
}

const mentionBeforeCaret = /(^|\s)@([^@\n]{0,30})$/;

/** What was typed after an @ right before the caret. @returns `undefined` when there is none */
export function mentionUnderCaret(text: string, caret: number): string | undefined {
  return mentionBeforeCaret.exec(text.slice(0, caret))?.[2];
}

/** Puts `@name ` in place of what was typed after the @. */
export function insertMention(text: string, caret: number, name: string): { value: string; caret: number } {
  const before = text.slice(0, caret).replace(mentionBeforeCaret, `$1@${name} `);
  return { value: before + text.slice(caret), caret: before.length };
}
