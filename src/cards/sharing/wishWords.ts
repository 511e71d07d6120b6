import type { SecretSummary } from '../../domain/notices/notice';
import type { SettingsChange, Wish } from '../../domain/sharing/accessRequest';
import type { Words } from '../../messages/catalogue';
import { type Fact, fact, nameFact, shortName } from '../fact';
import { hoursText } from '../hoursText';

/** A choice of a ChoiceSet. */
export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** What people are offered before they think of a time of their own. */
const USUAL_HOURS = [1, 2, 4, 8, 12, 24, 48, 72, 168];

/** Times up to the longest; the longest itself and what was typed are always among them, if that fits. */
export function hourChoices(longest: number, typed: string, words: Words): readonly Choice[] {
  const offered = [...USUAL_HOURS, longest, Number(typed)].filter(
    (hours) => Number.isInteger(hours) && hours >= 1 && hours <= longest,
  );
  return [...new Set(offered)]
    .sort((a, b) => a - b)
    .map((hours) => ({ title: hoursText(hours, words), value: String(hours) }));
}

/** What is asked for, as facts. */
export function wishFacts(wish: Wish, words: Words): readonly Fact[] {
  return wish.kind === 'access'
    ? [nameFact(words, 'fact.hours', hoursText(wish.hours, words))]
    : changeFacts(wish.change, words);
}

function changeFacts({ sharing, preApproved, owner }: SettingsChange, words: Words): readonly Fact[] {
  return [
    ...(sharing === undefined ? [] : [switchFact(words, 'fact.sharing', sharing)]),
    ...(preApproved === undefined ? [] : [switchFact(words, 'fact.preApproved', preApproved)]),
    ...(owner === undefined
      ? []
      : [fact(words, 'fact.owner', words.text('fact.handOver', { name: shortName(owner.displayName) }))]),
  ];
}

function switchFact(words: Words, title: 'fact.sharing' | 'fact.preApproved', on: boolean): Fact {
  return fact(words, title, words.text(on ? 'fact.switchOn' : 'fact.switchOff'));
}

/** How sentences about a request name a secret. */
export function secretNames(secret: SecretSummary): { secret: string; application: string } {
  return { secret: shortName(secret.name), application: shortName(secret.applicationName) };
}
