import type { JSX } from 'preact';
import { toMessageHtml } from '../cards/markdown.js';
import type { PageMessage } from '../pageApi.js';

const mention = /<at>([^<]+)<\/at>/;

/** What a message says: people's words as they typed them, the bot's as markdown; mentions stand out. */
export function MessageText({ message }: { message: Pick<PageMessage, 'text' | 'textFormat'> }): JSX.Element {
  if (message.textFormat === 'plain') {
    return <p>{withMentions(message.text)}</p>;
  }
  // markdown-it makes this HTML with raw HTML switched off: what people or the bot write cannot become markup.
  return <div class="markdown" dangerouslySetInnerHTML={{ __html: toMessageHtml(message.text) }} />;
}

/** Splits at the mentions: every second part is a name. */
function withMentions(text: string): readonly (JSX.Element | string)[] {
  return text.split(mention).map((part, index) => (index % 2 === 1 ? <span class="mention">{part}</span> : part));
}
