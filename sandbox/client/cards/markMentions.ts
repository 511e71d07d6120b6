import type { Card } from '../pageApi.js';

/**
 * Makes the mentions in a drawn card stand out. As in Teams only those that the card's `msteams.entities` name count:
 * any other `<at>` is text like any text.
 */
export function markMentions(element: HTMLElement, card: Card): void {
  const mentions = mentionsOf(card);
  if (mentions.length === 0) {
    return;
  }
  for (const block of element.querySelectorAll('.ac-textBlock')) {
    for (const node of textNodesIn(block)) {
      markIn(node, mentions);
    }
  }
}

/** The texts that are mentions: `<at>Name</at>`. */
function mentionsOf(card: Card): readonly string[] {
  const { entities } = Object(card['msteams']) as { entities?: unknown };
  return (Array.isArray(entities) ? entities : []).flatMap((entity: unknown) => {
    const { type, text } = Object(entity) as { type?: unknown; text?: unknown };
    return type === 'mention' && typeof text === 'string' && /^<at>.+<\/at>$/s.test(text) ? [text] : [];
  });
}

function textNodesIn(block: Element): readonly Text[] {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) {
    nodes.push(walker.currentNode as Text);
  }
  return nodes;
}

function markIn(node: Text, mentions: readonly string[]): void {
  const parts = node.data.split(/(<at>.*?<\/at>)/s);
  if (!parts.some((part) => mentions.includes(part))) {
    return;
  }
  node.replaceWith(
    ...parts.map((part) => {
      if (!mentions.includes(part)) {
        return part;
      }
      const textContent = part.slice('<at>'.length, -'</at>'.length);
      return Object.assign(document.createElement('span'), { className: 'mention', textContent });
    }),
  );
}
