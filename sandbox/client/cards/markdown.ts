import MarkdownIt from 'markdown-it';

/**
 * The markdown that Teams draws in cards and messages: emphasis, lists, links. Raw HTML is text; backslash escapes
 * hold. Headings, tables, pictures and code blocks are left as they were typed, as in Teams' cards.
 */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: true }).disable([
  'heading',
  'lheading',
  'table',
  'image',
  'code',
  'blockquote',
  'hr',
  'reference',
]);

const mention = /&lt;at&gt;(.*?)&lt;\/at&gt;/g;

/** HTML that is safe to show: everything but the markdown above is escaped. */
export function toHtml(text: string): string {
  return markdown.render(text).trimEnd();
}

/** The same for a message's text, where mentions stand out. A card names its own, see `markMentions`. */
export function toMessageHtml(text: string): string {
  return toHtml(text).replaceAll(mention, '<span class="mention">$1</span>');
}
