import type { SandboxPerson } from '../world/people';
import { mostChoices } from './botAnswers';
import type { SearchChoice } from './teamsSimulator';

/** The people picker, which Teams answers itself: every word typed begins a word of the name, or the sign-in name. */
export function findPeople(people: readonly SandboxPerson[], queryText: string): readonly SearchChoice[] {
  const words = queryText.trim().toLowerCase().split(/\s+/);
  return people
    .filter(({ enabled, displayName, userPrincipalName }) => {
      const parts = [...displayName.toLowerCase().split(/\s+/), userPrincipalName.toLowerCase()];
      return enabled && words.every((word) => parts.some((part) => part.startsWith(word)));
    })
    .slice(0, mostChoices)
    .map(({ displayName, objectId }) => ({ title: displayName, value: objectId }));
}
