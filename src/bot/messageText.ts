import type { Activity, Mention } from 'botbuilder';

const LONGEST = 1_000;
/** What is looked at: mentions and spaces in it count, what is behind it does not. */
const LONGEST_RAW = 10_000;
const MOST_MENTIONS = 50;
/** Zero-width spaces, byte order marks and the marks that change the direction of writing. */
const INVISIBLE = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const HALF_AT_END = /[\uD800-\uDBFF]$/;
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/**
 * What the person typed to the bot: without the bot's mentions, on one line.
 *
 * The SDK's own way removes one mention only, changes the activity, and throws on a message without text.
 */
export function messageText(activity: Pick<Activity, 'text' | 'entities' | 'recipient'>): string {
  if (typeof activity.text !== 'string') return '';
  const raw = activity.text.slice(0, LONGEST_RAW);
  const withoutMentions = mentionsOf(activity).reduce((text, mention) => text.replaceAll(mention, ' '), raw);
  return withoutMentions
    .replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(INVISIBLE, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .replace(HALF_AT_END, '');
}

/** How the text spells mentions of the bot; mentions of other people stay as they are. */
function mentionsOf(activity: Pick<Activity, 'entities' | 'recipient'>): string[] {
  if (!Array.isArray(activity.entities)) return [];
  return activity.entities
    .slice(0, MOST_MENTIONS)
    .filter((entity): entity is Mention => entity?.type === 'mention')
    .filter((mention) => mention.mentioned?.id === activity.recipient?.id)
    .map((mention) => mention.text)
    .filter((text) => typeof text === 'string' && text !== '');
}
