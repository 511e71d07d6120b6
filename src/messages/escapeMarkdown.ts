/** Text that a card may draw as markdown: written by us, with everything people typed escaped. */
export type Markdown = string & { readonly __brand: 'Markdown' };

/** Characters that mean something anywhere in a line. */
const ANYWHERE = /[\\`*_[\]<~|]/g;
/** `&` only where it would begin an entity: `R&D` stays as it is. `{` after `$`: `${` must never reach a card. */
const ENTITY = /&(?=#?\w{1,31};)/g;
const TEMPLATE = /\$\{/g;
/** What makes a heading, a list, a rule or an underlined heading when a line begins with it. */
const LINE_START = /^[#+=>-]/gm;
const NUMBERED_LIST = /^(\d{1,9})([.)])(?=\s|$)/gm;
/** Control characters, and the invisible ones that turn the direction of the text around them. */
const INVISIBLE = /(?![\n])[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const ISOLATE = '\u2068';
const END_ISOLATE = '\u2069';

/**
 * Makes text that somebody typed safe to draw as markdown: it looks as it was typed, and no part of it becomes a
 * link, a mention, a heading or HTML. Right-to-left text cannot reorder what stands around it.
 */
export function escapeMarkdown(typed: string): Markdown {
  return isolated(visible(typed))
    .replace(ANYWHERE, '\\$&')
    .replace(ENTITY, '\\&')
    .replace(TEMPLATE, '$\\{')
    .replace(LINE_START, '\\$&')
    .replace(NUMBERED_LIST, '$1\\$2') as Markdown;
}

/** Text that somebody typed for one line of plain text, such as a choice's title: as escapeMarkdown, without escapes. */
export function plainLine(typed: string): string {
  return isolated(visible(typed).replace(/\s+/g, ' '));
}

/** Shortens to `longest` characters, with an ellipsis; whole characters only. */
export function clip(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}

/** Sentences one after the other. */
export function sentences(...parts: readonly Markdown[]): Markdown {
  return parts.join(' ') as Markdown;
}

/** Short facts in one line. */
export function dotted(...parts: readonly Markdown[]): Markdown {
  return parts.join(' · ') as Markdown;
}

/** Indented lines would become code blocks; lines need an empty one between them to stay lines. */
function visible(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/^[^\S\n]+/gm, '')
    .trim()
    .replace(/\n+/g, '\n\n');
}

function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${ISOLATE}${text}${END_ISOLATE}` : text;
}
