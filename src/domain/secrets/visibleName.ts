/** What a person cannot see: control characters other than line breaks and tabs, and what Unicode says to draw as nothing. */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
/** Drawn as nothing, yet they shape the letters and emoji beside them: a name keeps these. */
const SHAPING = /[\p{Join_Control}\p{Variation_Selector}]/u;

/**
 * A name as people see it, to be kept: without invisible characters (marks of the direction of writing, zero-width
 * spaces), on one line, with single spaces, in Unicode's composed form. Empty when there is nothing to see.
 */
export function visibleName(name: string): string {
  const kept = name.replace(INVISIBLE, (character) => (SHAPING.test(character) ? character : ''));
  return seenName(name) === '' ? '' : singleSpaced(kept);
}

/** What of a name can be seen at all. Two names that look the same are the same in this form. */
export function seenName(name: string): string {
  return singleSpaced(name.replace(INVISIBLE, ''));
}

function singleSpaced(name: string): string {
  return name.replace(/\s+/g, ' ').trim().normalize('NFC');
}
